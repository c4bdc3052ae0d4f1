package dev.skein.worker;

import java.util.List;

/// What runs on one carrier, as another thread sees it.
///
/// @param worker that the carrier serves, or -1 if it has lost it
/// @param carrier name of the thread
/// @param run number of the run, as [dev.skein.api.RunningLoad#run] has it
/// @param tasks innermost first, each waits for the one before; as they stood in the queues, but of a fork the class [dev.skein.api.RecursiveTask]
/// @param stack of the thread, without the frames of the carrier's own loop; empty if the run ended while it was taken
public record RunView(int worker, String carrier, long run, List<Object> tasks, List<StackTraceElement> stack) {

    public RunView {
        tasks = List.copyOf(tasks);
        stack = List.copyOf(stack);
    }
}
