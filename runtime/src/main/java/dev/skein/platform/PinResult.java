package dev.skein.platform;

/// What came of an attempt to set the CPUs of a thread.
///
/// @param pinned whether the kernel did it
/// @param reason empty if it did, else what stood in the way, for a log line: `sched_setaffinity(thread 0, CPUs 7): EINVAL, ...`
public record PinResult(boolean pinned, String reason) {

    /// The thread runs on the CPUs asked for, and on no other.
    public static final PinResult PINNED = new PinResult(true, "");

    /// @throws IllegalArgumentException if a refusal comes without a reason, or a success with one
    public PinResult {
        if (pinned != reason.isBlank()) {
            throw new IllegalArgumentException("a refusal has a reason and a success has none, got pinned=" + pinned + ", reason=\"" + reason + '"');
        }
    }

    /// The thread keeps the CPUs it had.
    public static PinResult refused(String reason) {
        return new PinResult(false, reason);
    }

    @Override
    public String toString() {
        return pinned ? "PINNED" : "refused: " + reason;
    }
}
