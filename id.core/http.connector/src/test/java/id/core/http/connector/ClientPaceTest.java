package id.core.http.connector;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class ClientPaceTest {
    private static final ClientPace PACE = new ClientPace(0, TimeUnit.SECONDS.toNanos(10), 100);

    @Test
    public void speedCountsAfterTheGraceOnly() {
        assertFalse(PACE.tooSlow(0, TimeUnit.SECONDS.toNanos(10)));
        assertTrue(PACE.tooSlow(1099, TimeUnit.SECONDS.toNanos(11)));
        assertFalse(PACE.tooSlow(1100, TimeUnit.SECONDS.toNanos(11)));
        assertFalse("any speed", new ClientPace(0, 0, 0).tooSlow(0, Long.MAX_VALUE));
    }
}
