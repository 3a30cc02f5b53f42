package id.core.logging;

import java.util.Map;

import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes every entry of the OSGi log service to the SLF4J logger of the same name. */
final class OsgiLogListener implements LogListener {
    /**
     * What the log service lets through: its own default of WARN would hide what SCR and FileInstall tell at INFO, while the framework's
     * event loggers at INFO say one line per bundle and service.
     */
    static final Map<String, LogLevel> LEVELS = Map.of("ROOT", LogLevel.INFO, "Events", LogLevel.WARN, "LogService", LogLevel.INFO);

    @Override
    public void logged(LogEntry entry) {
        LoggerFactory.getLogger(loggerName(entry)).atLevel(level(entry.getLogLevel())).setCause(entry.getException())
                .log(entry.getMessage());
    }

    private static String loggerName(LogEntry entry) {
        String name = entry.getLoggerName();
        return name == null || name.isBlank() ? "osgi" : name;
    }

    static Level level(LogLevel level) {
        return switch (level) {
            case AUDIT, INFO -> Level.INFO;
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
