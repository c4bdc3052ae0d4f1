package dev.skein.engine;

import dev.skein.task.TaskCell;

/// A future that was given to `execute`: a queue entry of its own beside the one that the future may have already.
record FutureAsRunnable(TaskCell<?> future) implements Runnable {
    @Override
    public void run() {
        future.run();
    }
}
