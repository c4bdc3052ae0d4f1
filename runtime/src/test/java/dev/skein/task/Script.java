package dev.skein.task;

import dev.skein.api.Continuation;
import dev.skein.api.Step;
import dev.skein.api.TaskContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/// A body that takes one step after the other and then ends; it writes down what its context told it, and its cleanups.
final class Script implements Continuation<String> {

    /// What it ends with.
    static final String END = "end";

    private final Deque<Function<TaskContext, Step<String>>> steps;
    int resumes;
    int cleanups;
    boolean timedOut;

    private Script(List<Function<TaskContext, Step<String>>> steps) {
        this.steps = new ArrayDeque<>(steps);
    }

    @SafeVarargs
    static Script of(Step<String>... steps) {
        List<Function<TaskContext, Step<String>>> given = new ArrayList<>();
        for (Step<String> step : steps) given.add(context -> step);
        return new Script(given);
    }

    static Script of(Function<TaskContext, Step<String>> step) {
        return new Script(List.of(step));
    }

    @Override
    public Step<String> resume(TaskContext context) {
        resumes++;
        timedOut = context.timedOut();
        return steps.isEmpty() ? Step.done(END) : steps.poll().apply(context);
    }

    @Override
    public void cancelled() {
        cleanups++;
    }

    @Override
    public String name() {
        return "script";
    }
}
