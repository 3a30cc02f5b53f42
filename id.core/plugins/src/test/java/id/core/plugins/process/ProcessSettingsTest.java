package id.core.plugins.process;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.core.plugins.gate.Grant;
import id.core.plugins.install.InstalledPlugin;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

/** What is refused, and who runs outside. */
public class ProcessSettingsTest {
    private static final InstalledPlugin SIGNED = plugin("com.example.signed", Optional.of("example"));
    private static final InstalledPlugin UNSIGNED = plugin("com.example.unsigned", Optional.empty());
    private static final InstalledPlugin NATIVE = plugin("com.example.native", Optional.of("example"), Grant.NATIVE_CODE);

    @Test
    public void aValueBeyondItsRangeIsRefusedByKeyAndRange() {
        Map<String, int[]> ranges = Map.of("memoryMegabytes", new int[]{ 32, 65_536 }, "cpus", new int[]{ 1, 1_024 }, "niceness",
                new int[]{ 0, 19 }, "openFiles", new int[]{ 64, 65_536 }, "startSeconds", new int[]{ 1, 600 }, "messageMegabytes",
                new int[]{ 1, 512 }, "silenceSeconds", new int[]{ 1, 600 }, "hangingCalls", new int[]{ 1, 1_000 },
                "restartFirstMillis", new int[]{ 10, 60_000 });
        ranges.forEach((key, range) -> {
            CoreFramework.settings(Map.of(key, range[0]));
            CoreFramework.settings(Map.of(key, range[1]));
            for (int value : new int[]{ range[0] - 1, range[1] + 1 }) {
                IdentityException refused = assertThrows(key, IdentityException.class,
                        () -> CoreFramework.settings(Map.of(key, value)));
                assertEquals(key, refused.field());
                assertTrue(refused.getMessage(), refused.getMessage().contains(range[0] + " to " + range[1]));
            }
        });
        assertThrows(IdentityException.class,
                () -> CoreFramework.settings(Map.of("restartFirstMillis", 60_000, "restartMostSeconds", 1)));
        assertEquals("outOfProcess", assertThrows(IdentityException.class,
                () -> CoreFramework.settings(Map.of("outOfProcess", new String[]{ "a b" }))).field());
    }

    @Test
    public void oneSettingSaysWhoRunsOutside() {
        assertOutside(new String[]{ "native" }, false, false, true);
        assertOutside(new String[]{ "unsigned" }, false, true, false);
        assertOutside(new String[]{ "*", "!com.example.native" }, true, true, false);
        assertOutside(new String[]{ "com.example.signed" }, true, false, false);
        assertOutside(new String[]{}, false, false, false);
    }

    private static void assertOutside(String[] words, boolean signed, boolean unsigned, boolean nativeOne) {
        ProcessSettings settings = CoreFramework.settings(Map.of("outOfProcess", words));
        assertEquals(signed, settings.runsOutside(SIGNED));
        assertEquals(unsigned, settings.runsOutside(UNSIGNED));
        assertEquals(nativeOne, settings.runsOutside(NATIVE));
    }

    private static InstalledPlugin plugin(String name, Optional<String> publisher, Grant... grants) {
        return new InstalledPlugin(name, "1.0.0", name, publisher, Set.of("notifier"), Set.of(grants));
    }
}
