/// Sorts a large array by fork/join on Skein, and compares result and time with the JDK's two sorts.
///
/// | class | subject |
/// |---|---|
/// | [dev.skein.examples.sort.Sort] | the command: options, rounds, the table of times, exit codes |
/// | [dev.skein.examples.sort.MergeSort] | the computation: how it splits, when it stops to, how it merges |
package dev.skein.examples.sort;
