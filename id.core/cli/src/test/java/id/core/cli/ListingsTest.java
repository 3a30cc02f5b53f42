package id.core.cli;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** {@code plugin list} and {@code system}. */
public class ListingsTest {
    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    @Test
    public void pluginsAreLines() {
        system.answer("GET /admin/v1/plugins", 200,
                "{\"plugins\":[{\"name\":\"id.plugins.abis\",\"version\":\"1.0.0\",\"state\":\"IN_USE\",\"calls\":12,"
                        + "\"failures\":1,\"kinds\":[\"AbisEngine\",\"BiometricMatcher\"],\"problem\":\"\"},"
                        + "{\"name\":\"com.example.sms\",\"version\":\"2.0.0\",\"state\":\"BROKEN\",\"calls\":0,"
                        + "\"failures\":0,\"kinds\":[],\"problem\":\"No gateway\"}]}");
        assertEquals(List.of(
                "id.plugins.abis                    1.0.0                  IN_USE     calls 12, failed 1  AbisEngine, BiometricMatcher",
                "com.example.sms                    2.0.0                  BROKEN     calls 0, failed 0    No gateway"),
                system.run("plugin", "list").out().lines().toList());
    }

    @Test
    public void theSystemIsOneLinePerFact() {
        system.answer("GET /admin/v1/system", 200, "{\"name\":\"Idem\",\"pluginsInUse\":12,\"parts\":[1,2]}");
        assertEquals(List.of("name: Idem", "pluginsInUse: 12", "parts: [1,2]"),
                system.run("system").out().lines().toList());
    }
}
