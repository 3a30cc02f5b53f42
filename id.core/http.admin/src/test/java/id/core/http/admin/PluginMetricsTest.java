package id.core.http.admin;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentService;
import id.api.enrollment.EnrollmentStatus;
import id.api.plugin.PluginFigures;
import id.api.plugin.PluginFigures.Breaker;
import id.api.plugin.PluginFigures.Latency;
import id.api.plugin.PluginOrigin;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginState;
import id.api.plugin.PluginStatus;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class PluginMetricsTest {
    private static final PluginStatus ENGINE = new PluginStatus("com.acme.abis", "2.1.0", PluginState.IN_USE,
            List.of("AbisEngine"), PluginOrigin.signed("acme", "ab"), new PluginFigures(20, 11, 3, 7, 2, 1,
                    List.of("plugin-3 hanging in com.acme.abis"), Breaker.OPEN, new Latency(1.5, 120, 250, 20, 2.5)),
            "", "failed too often");
    private static final PluginStatus IDLE = new PluginStatus("com.example.sms", "1.0.0", PluginState.IDLE, List.of(),
            PluginOrigin.unsigned(""), PluginFigures.NONE, "", "waits");

    @Test
    public void tellsEveryFigureInTheTextFormat() throws Exception {
        MetricsResource resource = new MetricsResource(
                answering(PluginRegistry.class, List.of(ENGINE, IDLE)),
                answering(EnrollmentService.class, Map.of(EnrollmentStatus.HELD, 4L)),
                InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
        resource.refused = List.of(() -> Map.of("client", 7L, "login", 0L), () -> Map.of("identifier", 2L));
        Response response = resource.metrics();
        assertTrue(response.getMediaType().toString(), response.getMediaType().toString().startsWith("text/plain"));
        String text = new String((byte[]) response.getEntity(), StandardCharsets.UTF_8);
        String labels = "{plugin=\"com.acme.abis\",version=\"2.1.0\"";
        for (String line : List.of("idem_plugin_calls_total" + labels + "} 20.0",
                "idem_plugin_failures_total" + labels + "} 11.0", "idem_plugin_timeouts_total" + labels + "} 3.0",
                "idem_plugin_paused_calls_total" + labels + "} 7.0", "idem_plugin_in_flight" + labels + "} 2.0",
                "idem_plugin_hanging_calls" + labels + "} 1.0", "idem_plugin_hanging_threads" + labels + "} 1.0",
                "idem_plugin_call_seconds" + labels + ",quantile=\"0.99\"} 0.12",
                "idem_plugin_call_seconds_count" + labels + "} 20", "idem_plugin_call_seconds_sum" + labels + "} 2.5",
                "idem_refused_calls_total{limit=\"client\"} 7.0", "idem_refused_calls_total{limit=\"login\"} 0.0",
                "idem_refused_calls_total{limit=\"identifier\"} 2.0", "idem_enrollments_today{status=\"held\"} 4.0")) {
            assertTrue(line + " is not in\n" + text, text.contains(line + "\n"));
        }
        assertTrue(text, text.matches("(?s).*idem_plugin_breaker_state\\{[^}]*abis[^}]*state=\"open\"[^}]*} 1\\.0.*"));
        assertTrue(text, text.matches("(?s).*idem_plugin_breaker_state\\{[^}]*abis[^}]*state=\"closed\"[^}]*} 0\\.0.*"));
        assertTrue(text, text.matches("(?s).*idem_plugin_in_use\\{origin=\"unsigned\"[^}]*sms[^}]*} 0\\.0.*"));
        assertTrue(text, text.contains("jvm_memory_used_bytes{area=\"heap\"}"));
        assertTrue(text, text.contains("jvm_threads_current") && text.contains("jvm_gc_collection_seconds_count"));
        assertFalse("what was never called has no times", text.matches("(?s).*sms[^}\n]*quantile.*"));
    }

    private static <T> T answering(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(PluginMetricsTest.class.getClassLoader(), new Class<?>[]{ type },
                (proxy, method, arguments) -> answer));
    }
}
