package id.core.security;

import id.api.operation.SafetyCheck;
import id.api.operation.SafetyFinding;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the log tells more than it should: libraries write what passes through them at debug, people's data too. It is
 * not in the bundle of the log, which runs in the processes of plugins as well, where nobody asks.
 */
@Component
public final class LogSafety implements SafetyCheck {
    @Override
    public List<SafetyFinding> findings() {
        return LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME).isDebugEnabled()
                ? List.of(new SafetyFinding("conf/logback.xml: root level",
                        "everything is logged at debug or below, and libraries write personal data there",
                        "set the level of root to INFO, and lower levels for single loggers of id.* only"))
                : List.of();
    }
}
