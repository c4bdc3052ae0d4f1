package dev.skein.soak;

import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Reads what the runtime logs until it is closed. An error of the runtime's own ends the run. What our own handler throws is planned, and not printed; warnings
/// are, since they are what a user would see.
final class Mishaps implements Filter, AutoCloseable {

    /// What the handler throws.
    static final String PLANNED = "planned, by the handler";

    private static final Logger LOGGER = Logger.getLogger("dev.skein");

    private final Tally tally;

    Mishaps(Tally tally) {
        this.tally = tally;
        LOGGER.setFilter(this);
    }

    @Override
    public boolean isLoggable(LogRecord entry) {
        if (entry.getLevel().intValue() < Level.SEVERE.intValue()) return true;
        if (entry.getThrown() instanceof IllegalStateException thrown && PLANNED.equals(thrown.getMessage())) return false;
        tally.wrong("the runtime logged an error: " + entry.getMessage());
        return true;
    }

    @Override
    public void close() {
        LOGGER.setFilter(null);
    }
}
