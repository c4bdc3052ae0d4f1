package dev.skein.meta;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What the runtime logs while this is open; kept off the console.
public final class LogCapture extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("dev.skein");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final boolean usedParents = LOGGER.getUseParentHandlers();

    public LogCapture() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(this);
    }

    public List<String> warnings() {
        return records.stream().filter(each -> each.getLevel() == Level.WARNING).map(LogRecord::getMessage).toList();
    }

    public List<String> errors() {
        return records.stream().filter(each -> each.getLevel() == Level.SEVERE).map(LogRecord::getMessage).toList();
    }

    @Override
    public void publish(LogRecord each) {
        records.add(each);
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(usedParents);
    }
}
