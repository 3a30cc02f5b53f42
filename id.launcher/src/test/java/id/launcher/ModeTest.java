package id.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class ModeTest {
    @Test
    public void anUnknownWordIsProductionAndTold() {
        assertEquals(Mode.PILOT, Mode.of(null));
        assertEquals(Mode.PILOT, Mode.of("pilot"));
        assertEquals(Mode.PRODUCTION, Mode.of("production"));
        assertEquals(Mode.PRODUCTION, Mode.of("pilott"));
        assertTrue(Mode.check(null).isEmpty() && Mode.check("pilot").isEmpty() && Mode.check("production").isEmpty());
        assertEquals("  framework.properties: idem.mode: it is pilott, which is no mode. To mend it: set it to pilot or production",
                Mode.check("pilott").orElseThrow().line());
    }
}
