package id.core.http.console;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentService;
import id.api.enrollment.EnrollmentStatus;
import id.api.error.IdentityException;
import id.api.plugin.PluginFigures;
import id.api.plugin.PluginOrigin;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginState;
import id.api.plugin.PluginStatus;
import id.api.storage.StorageError;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class StartPageTest {
    private static final PluginFigures FIGURES = new PluginFigures(20, 11, 1, 5, 0, 0, List.of(),
            PluginFigures.Breaker.OPEN, new PluginFigures.Latency(1.5, 120.4, 130, 20, 1));
    private static final Instant START = Instant.parse("2026-03-04T05:06:07.890Z");

    @Test
    public void saysNothingOfUnsignedPluginsWhereThereAreNone() throws Exception {
        String page = page(List.of(), null, answering(PluginRegistry.class,
                (proxy, method, arguments) -> List.of(
                        new PluginStatus("a", "1", PluginState.IN_USE, List.of(), PluginOrigin.DISTRIBUTION,
                                PluginFigures.NONE, "", ""),
                        new PluginStatus("b", "1", PluginState.IN_USE, List.of(), PluginOrigin.signed("acme", "00"),
                                PluginFigures.NONE, "", ""))));
        assertFalse(page.contains("nsigned"));
        assertTrue(page.contains("<td>Distribution</td>") && page.contains("<td>acme</td>"));
    }

    private static String page(List<String> missing, EnrollmentService enrollments, PluginRegistry plugins)
            throws Exception {
        try (InputStream in = StartPageTest.class.getResourceAsStream("/web/start.html")) {
            return new StartPage("1.0", "pilot", START, START.plusSeconds(75), missing, "loaded",
                    Optional.ofNullable(enrollments), Optional.ofNullable(plugins))
                    .fill(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T answering(Class<T> type, InvocationHandler answers) {
        return (T) Proxy.newProxyInstance(StartPageTest.class.getClassLoader(), new Class<?>[]{ type }, answers);
    }

    @Test
    public void showsCountsAndPlugins() throws Exception {
        String page = page(List.of(),
                answering(EnrollmentService.class,
                        (proxy, method, arguments) -> method.getName().equals("countByStatus")
                                ? Map.of(EnrollmentStatus.ENROLLED, 41L)
                                : Map.of("quality", 7L)),
                answering(PluginRegistry.class, (proxy, method, arguments) -> List.of(new PluginStatus("a<b>", "1",
                        PluginState.UNRESOLVED, List.of("Kind"), PluginOrigin.unsigned(""), FIGURES, "",
                        "needs \"x\" & y"))));
        assertTrue(page.contains("<td id=\"status-ENROLLED\">41</td>"));
        assertTrue(page.contains("<td id=\"status-HELD\">0</td>"));
        assertTrue(page.contains("<th scope=\"row\">quality</th><td>7</td>"));
        assertTrue(page.contains("a&lt;b&gt;") && page.contains("needs &quot;x&quot; &amp; y"));
        assertTrue(page.contains("1 min 15 s"));
        assertTrue(page.contains("Unsigned plugins are installed: a&lt;b&gt; 1."));
        assertTrue(page.contains("<td class=\"bad\">UNSIGNED</td>"));
        assertTrue(page.contains("<td class=\"bad\">Open</td><td>20 / 11</td><td>1.5 / 120</td>"));
        assertTrue(page.contains("Ready") && !page.contains("Not ready"));
        assertFalse("every place is filled", page.contains("${"));
    }

    @Test
    public void whatIsNotKnownIsNotZero() throws Exception {
        String early = page(List.of("Sealer", "Signer"), null, null);
        assertTrue(early.contains("waits for Sealer, Signer") && early.contains("not known yet"));
        String broken = page(List.of(), answering(EnrollmentService.class, (proxy, method, arguments) -> {
            throw new IdentityException(StorageError.STORE_UNAVAILABLE, "", "away");
        }), null);
        assertTrue(broken.contains("Cannot be read now: STORE_UNAVAILABLE"));
        assertFalse(broken.contains("status-ENROLLED"));
    }

    @Test
    public void pagesHoldNoInlineScript() throws Exception {
        for (String name : List.of("start", "docs")) {
            try (InputStream in = StartPageTest.class.getResourceAsStream("/web/" + name + ".html")) {
                String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                assertFalse(name, page.matches("(?s).*(<script>|onclick|onload|style=|https?://).*"));
            }
        }
    }
}
