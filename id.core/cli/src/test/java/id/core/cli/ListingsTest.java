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
    public void pluginsAreLinesAndUnsignedOnesAreNamedFirst() {
        system.answer("GET /admin/v1/plugins", 200, """
                {"plugins":[
                {"name":"id.plugins.abis","version":"1.0.0","state":"IN_USE","kinds":["AbisEngine","BiometricMatcher"],
                 "origin":{"kind":"DISTRIBUTION","publisher":""},"problem":"",
                 "figures":{"calls":12,"failures":1,"hanging":2,"breaker":"CLOSED",
                 "latency":{"p50Millis":1.25,"p99Millis":120.0,"count":12}}},
                {"name":"com.acme.iris","version":"1.1.0","state":"IN_USE","kinds":["BiometricMatcher"],
                 "origin":{"kind":"SIGNED","publisher":"acme"},"problem":"It rests",
                 "figures":{"calls":20,"failures":20,"breaker":"OPEN","latency":{"count":0}}},
                {"name":"com.example.sms","version":"2.0.0","state":"IDLE","kinds":[],
                 "origin":{"kind":"UNSIGNED","publisher":""},"problem":"No gateway",
                 "figures":{"calls":0,"failures":0,"breaker":"CLOSED","latency":{"count":0}}}]}""");
        List<String> lines = system.run("plugin", "list").out().lines().map(line -> line.replaceAll(" +", " ")).toList();
        assertEquals(List.of(
                "UNSIGNED plugins are installed: com.example.sms 2.0.0. Nobody answers for what they do.",
                "PLUGIN VERSION FROM STATE BREAKER CALLS FAILED P50 MS P99 MS OFFERS, AND WHY IT IS NOT IN USE",
                "id.plugins.abis 1.0.0 distribution IN_USE closed 12 1 1.3 120.0 AbisEngine, BiometricMatcher 2 calls hang",
                "com.acme.iris 1.1.0 acme IN_USE open 20 20 BiometricMatcher It rests",
                "com.example.sms 2.0.0 UNSIGNED IDLE closed 0 0 No gateway"), lines);
    }

    @Test
    public void aTokenIsALineOfItsOwn() {
        assertEquals("token-1\n", system.run("token").out());
        assertEquals("token-1", system.run("token", "--json").json().path("accessToken").asText());
    }

    @Test
    public void theSystemIsOneLinePerFact() {
        system.answer("GET /admin/v1/system", 200, "{\"name\":\"Idem\",\"pluginsInUse\":12,\"parts\":[1,2]}");
        assertEquals(List.of("name: Idem", "pluginsInUse: 12", "parts: [1,2]"),
                system.run("system").out().lines().toList());
    }
}
