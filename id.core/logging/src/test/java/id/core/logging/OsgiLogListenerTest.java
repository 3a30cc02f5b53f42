package id.core.logging;

import static org.junit.Assert.assertEquals;

import org.junit.Test;
import org.osgi.service.log.LogLevel;
import org.slf4j.event.Level;

public class OsgiLogListenerTest {
    @Test
    public void noLevelLosesWeight() {
        assertEquals(Level.ERROR, OsgiLogListener.level(LogLevel.ERROR));
        assertEquals(Level.WARN, OsgiLogListener.level(LogLevel.WARN));
        assertEquals(Level.INFO, OsgiLogListener.level(LogLevel.INFO));
        assertEquals(Level.INFO, OsgiLogListener.level(LogLevel.AUDIT));
        assertEquals(Level.DEBUG, OsgiLogListener.level(LogLevel.DEBUG));
        assertEquals(Level.TRACE, OsgiLogListener.level(LogLevel.TRACE));
    }
}
