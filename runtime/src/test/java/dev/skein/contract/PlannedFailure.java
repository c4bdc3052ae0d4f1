package dev.skein.contract;

/// Thrown by tasks on purpose; without a stack trace, so that thousands of them do not drown the log.
final class PlannedFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PlannedFailure(String message) {
        super(message, null, false, false);
    }
}
