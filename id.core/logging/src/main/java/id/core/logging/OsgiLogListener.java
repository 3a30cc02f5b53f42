package id.core.logging;

import java.util.Map;

import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes every entry of the OSGi log service to the SLF4J logger of the same name. */
final class OsgiLogListener implements LogListener {
    /** What the log service lets through: its own default of WARN would hide what SCR and FileInstall tell at INFO. */
    static final Map<String, LogLevel> LEVELS = Map.of("ROOT", LogLevel.INFO);
    private static final String EVENTS = "Events.";

    @Override
    public void logged(LogEntry entry) {
        LoggerFactory.getLogger(loggerName(entry)).atLevel(level(entry)).setCause(entry.getException()).log(entry.getMessage());
    }

    /** The framework tells every bundle and service that comes or goes at INFO: hundreds of lines at each start, of use to nobody. */
    private static Level level(LogEntry entry) {
        Level level = level(entry.getLogLevel());
        return level == Level.INFO && loggerName(entry).startsWith(EVENTS) ? Level.DEBUG : level;
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
