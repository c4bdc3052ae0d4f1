/// A foreign process takes its share of one CPU. Long tasks of unequal lengths run beside it, on Skein with its balancer and without, and on ForkJoinPool;
/// each move is shown as it happens, with its reason and what came of it.
///
/// | class | subject |
/// |---|---|
/// | [dev.skein.examples.interference.Interference] | the command: options, rounds, the table, exit codes |
/// | [dev.skein.examples.interference.Job] | a long task that gives way after each slice, as a continuation or on any executor |
/// | [dev.skein.examples.interference.Batch] | the tasks of one run, when the last is done, and how evenly they got on |
/// | [dev.skein.examples.interference.MoveLog] | turns the runtime's records of moves into lines, each once |
/// | [dev.skein.examples.interference.ForeignProcess] | starts and ends the foreign process |
/// | [dev.skein.examples.interference.Spinner] | the program that runs in it |
package dev.skein.examples.interference;
