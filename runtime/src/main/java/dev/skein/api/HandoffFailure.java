package dev.skein.api;

/// Why a handoff came to nothing: an order that was given, and moved no task.
public enum HandoffFailure {
    /// No task was there that could go.
    NOTHING_TO_MOVE("nothing to move"),
    /// Another task ran by then than the one that was meant.
    STALE("stale: another task runs"),
    /// The task has declared that it is not movable.
    NOT_MOVABLE("not movable"),
    /// The task has been moved a moment ago.
    MOVED_LATELY("moved lately"),
    /// No worker came to it by its deadline.
    NOT_TAKEN("not taken in time"),
    /// Something was thrown on the way, want of memory say; the tasks stayed where they were.
    THROWN("something was thrown");

    private final String text;

    HandoffFailure(String text) {
        this.text = text;
    }

    /// As [OrderRecord#detail] has it; there the class of what was thrown stands for [#THROWN].
    public String text() {
        return text;
    }
}
