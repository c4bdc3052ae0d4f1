/// The census: counts a tree of source files on Skein, shows its workers while they count, and runs the same job on
/// `ForkJoinPool` and on one thread to compare results and times.
///
/// | class | subject |
/// |---|---|
/// | [dev.skein.examples.census.Census] | the command: options, what happens in which order, exit codes |
/// | [dev.skein.examples.census.SourceTree] | the input: a folder or an archive, listed once, read by every run |
/// | [dev.skein.examples.census.CensusJob] | the job: how it splits, which tasks it submits, how parts are merged |
/// | [dev.skein.examples.census.Tally] | what one task at a time adds to; read a file, then count it |
/// | [dev.skein.examples.census.SourceScanner] | finds identifiers and lines in the bytes of a file |
/// | [dev.skein.examples.census.WordTable] | identifiers and how often each was seen |
/// | [dev.skein.examples.census.CensusResult] | what was counted; equal input gives equal results on every runner |
/// | [dev.skein.examples.census.ProgressLines] | two snapshots to lines of text |
/// | [dev.skein.examples.census.ProgressView] | when those lines are drawn, and where |
/// | [dev.skein.examples.census.Comparison] | rounds, order of runs, medians, the check that results are equal |
///
/// ## What is counted
/// Files: every regular file of the tree, whatever its name. Symbolic links inside a folder are not followed, so that
/// no file is counted twice and no loop can arise. Nested archives are files like any other.
///
/// Lines: ended by LF, CR LF or CR; a last line without an end counts if it is not empty.
///
/// Identifiers: as in Java, outside comments, strings, text blocks and character literals; reserved words and `true`,
/// `false`, `null` do not count, contextual words such as `record` or `var` do. Unicode escapes are not translated.
/// Bytes that are no UTF-8 separate identifiers and are otherwise of no consequence.
///
/// Duplicates: files with the same SHA-256. Of a group of n files, n - 1 are surplus.
///
/// A file that cannot be read to its end counts for nothing, and is named in the result.
package dev.skein.examples.census;
