package id.core.http.gate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.slf4j.LoggerFactory;

/** What nobody expected is in the log, with its place and without what it failed on. */
public class FaultLogTest {
    private static final String PERSON = "Asha Rao";

    private final Logger logger = (Logger) LoggerFactory.getLogger(FaultMapper.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @Before
    public void listen() {
        log.start();
        logger.addAppender(log);
    }

    @After
    public void stop() {
        logger.detachAppender(log);
    }

    @Test
    public void aFaultOfOursIsLoggedWithItsPlace() {
        for (Throwable unexpected : List.of(new IllegalStateException("no row for " + PERSON),
                new UncheckedIOException(new java.io.IOException(PERSON)), new StackOverflowError(PERSON),
                new IdentityException(GeneralError.INTERNAL_FAULT, "name", "Our own words name no values",
                        new NullPointerException(PERSON)))) {
            log.list.clear();
            assertEquals(500, new FaultMapper().toResponse(unexpected).getStatus());
            assertEquals(unexpected.getClass().getName(), 1, log.list.size());
            ILoggingEvent event = log.list.getFirst();
            assertEquals(Level.ERROR, event.getLevel());
            assertFalse(event.getFormattedMessage(), event.getFormattedMessage().contains(PERSON));
            assertTrue("its place", event.getThrowableProxy().getStackTraceElementProxyArray().length > 0);
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                assertFalse(cause.getMessage(), String.valueOf(cause.getMessage()).contains(PERSON));
            }
        }
    }

    @Test
    public void whatACallerDidWrongIsNotAFaultOfOurs() {
        assertEquals(400, new FaultMapper().toResponse(new IdentityException(GeneralError.INVALID_VALUE, "name", "Give one")).getStatus());
        assertTrue(log.list.isEmpty());
    }
}
