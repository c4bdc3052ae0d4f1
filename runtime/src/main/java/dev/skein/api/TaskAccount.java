package dev.skein.api;

/// What a task has used and waited for so far, where the runtime keeps accounts ([dev.skein.SkeinBuilder#account]).
///
/// The phase that the task is in now counts up to the moment of asking, but for CPU time, which counts up to the end of its last run. The times a task
/// spends running are not here: they are its age less the two waits. All times in nanoseconds.
///
/// @param cpuNanos CPU time of its runs, without that of tasks that ran within it while it waited for them; -1 where the platform does not tell
/// @param waitingNanos time for which it was ready to run and did not
/// @param suspendedNanos time for which it waited for a time or an event
/// @param ageNanos time since it was spawned, up to its end
/// @param runs how often its body was entered
/// @param moves how often it changed workers because it, its user or the runtime asked for it
public record TaskAccount(long cpuNanos, long waitingNanos, long suspendedNanos, long ageNanos, long runs, int moves) {
}
