package id.core.http.console;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.plugin.PluginFigures;
import id.api.plugin.PluginFigures.Breaker;
import id.api.plugin.PluginFigures.Latency;
import id.api.plugin.PluginOrigin;
import id.api.plugin.PluginState;
import id.api.plugin.PluginStatus;
import java.util.List;
import org.junit.Test;

public class NeededKindsTest {
    private final NeededKinds kinds = new NeededKinds("AbisEngine", " Notifier", "");

    @Test
    public void saysOfWhichKindNothingIsThere() {
        assertEquals(List.of("AbisEngine: no plugin offers it", "Notifier: no plugin offers it"),
                kinds.missing(List.of()));
        assertEquals(List.of("Notifier: no plugin offers it"),
                kinds.missing(List.of(plugin("a", PluginState.IN_USE, Breaker.CLOSED, "AbisEngine", ""))));
    }

    @Test
    public void aPluginThatIsLeftAloneIsNotThereUntilItIsDueForATry() {
        PluginStatus mail = plugin("mail", PluginState.IN_USE, Breaker.CLOSED, "Notifier", "");
        assertEquals(List.of("AbisEngine: a: failed too often"), kinds
                .missing(List.of(plugin("a", PluginState.IN_USE, Breaker.OPEN, "AbisEngine", "failed too often"), mail)));
        for (Breaker breaker : List.of(Breaker.DUE, Breaker.HALF_OPEN, Breaker.CLOSED)) {
            assertEquals(List.of(),
                    kinds.missing(List.of(plugin("a", PluginState.IN_USE, breaker, "AbisEngine", ""), mail)));
        }
    }

    @Test
    public void oneOfSeveralIsEnough() {
        assertEquals(List.of(), new NeededKinds("Notifier").missing(List.of(
                plugin("a", PluginState.DRAINING, Breaker.CLOSED, "Notifier", "it goes"),
                plugin("b", PluginState.IN_USE, Breaker.CLOSED, "Notifier", ""))));
    }

    @Test
    public void refusesWhatIsNoKind() {
        IdentityException refused = assertThrows(IdentityException.class, () -> new NeededKinds("Engine"));
        assertEquals("neededKinds", refused.field());
        assertTrue(refused.getMessage(), refused.getMessage().contains("AbisEngine"));
    }

    private static PluginStatus plugin(String name, PluginState state, Breaker breaker, String kind, String problem) {
        return new PluginStatus(name, "1", state, List.of(kind), PluginOrigin.DISTRIBUTION,
                new PluginFigures(0, 0, 0, 0, 0, 0, List.of(), breaker, Latency.NONE), "", problem);
    }
}
