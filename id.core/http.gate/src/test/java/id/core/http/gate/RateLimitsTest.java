package id.core.http.gate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.access.AccessError;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class RateLimitsTest {
    private static final ClientId BANK = new ClientId("bank");
    private static final ClientId SHOP = new ClientId("shop");

    private final FakeLimits.Clock clock = new FakeLimits.Clock();
    private final FakeTrail trail = new FakeTrail();
    private final RateLimits limits = limits(Map.of("clientCallsPerMinute", 60, "addressCallsPerMinute", 120, "loginCallsPerMinute", 6,
            "clients", new String[]{ "shop=3" }));

    private RateLimits limits(Map<String, Object> changed) {
        return new RateLimits(FakeLimits.settings(changed), trail, clock);
    }

    /** How many of so many calls are let in. */
    private static int letIn(int calls, Runnable call) {
        int letIn = 0;
        for (int i = 0; i < calls; i++) {
            try {
                call.run();
                letIn++;
            } catch (IdentityException refused) {
                assertEquals(AccessError.TOO_MANY_CALLS, refused.code());
            }
        }
        return letIn;
    }

    @Test
    public void aClientHasWhatAMinuteAllowsAndTheRestOfThemIsNotAffected() {
        assertEquals(60, letIn(100, () -> limits.client(BANK)));
        assertEquals(60, letIn(100, () -> limits.client(new ClientId("staff.maria"))));
        assertEquals(40L + 40L, (long) limits.byLimit().get("client"));
        assertEquals(0L, (long) limits.byLimit().get("address"));
    }

    @Test
    public void itFillsEvenlyAndTellsHowLongToWait() {
        letIn(60, () -> limits.client(BANK));
        IdentityException refused = assertThrows(IdentityException.class, () -> limits.client(BANK));
        assertEquals(Duration.ofSeconds(1), refused.retryAfter().orElseThrow());
        clock.advance(Duration.ofMillis(999));
        assertEquals(0, letIn(1, () -> limits.client(BANK)));
        clock.advance(Duration.ofMillis(1));
        assertEquals(1, letIn(2, () -> limits.client(BANK)));
        clock.advance(Duration.ofSeconds(10));
        assertEquals(10, letIn(100, () -> limits.client(BANK)));
        clock.advance(Duration.ofHours(5));
        assertEquals("never more than a minute's worth is saved up", 60, letIn(100, () -> limits.client(BANK)));
    }

    @Test
    public void aClientMayHaveALimitOfItsOwn() {
        assertEquals(3, letIn(10, () -> limits.client(SHOP)));
    }

    @Test
    public void logInsHaveAStricterLimitBesideThatOfTheAddress() {
        assertEquals(6, letIn(10, () -> limits.login("203.0.113.7")));
        assertEquals(6, letIn(10, () -> limits.login("203.0.113.8")));
        assertEquals(120, letIn(200, () -> limits.address("203.0.113.7")));
    }

    @Test
    public void manyThreadsGetNoMoreThanOne() throws Exception {
        AtomicInteger letIn = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int thread = 0; thread < 8; thread++) {
                threads.execute(() -> letIn.addAndGet(letIn(50, () -> limits.client(BANK))));
            }
            threads.shutdown();
            assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
        }
        assertEquals(60, letIn.get());
    }

    @Test
    public void millionsOfAddressesTakeNoMoreMemoryThanSet() {
        Buckets buckets = new Buckets(10, 1_000, clock);
        for (int i = 0; i < 3_000_000; i++) {
            buckets.take("address-" + i);
        }
        assertEquals(1_000, buckets.size());
    }

    /** One that goes on calling is not forgotten for those who call once. */
    @Test
    public void aFloodOfOthersDoesNotFillTheBucketOfOneWhoGoesOn() {
        Buckets buckets = new Buckets(10, 1_000, clock);
        int letIn = 0;
        for (int i = 0; i < 100_000; i++) {
            letIn += i % 100 == 0 && buckets.take("busy") == 0 ? 1 : 0;
            buckets.take("address-" + i);
        }
        assertEquals(10, letIn);
    }

    @Test
    public void aFloodDoesNotFloodTheTrail() {
        letIn(1_000, () -> limits.client(BANK));
        assertEquals("one entry for one client", 1, trail.entries.size());
        assertEquals("call.limited", trail.entries.getFirst().event());
        assertEquals(BANK, trail.entries.getFirst().actor());
        assertEquals(Map.of("limit", "client", "perMinute", "60", "leftOut", "0"), trail.entries.getFirst().details());
        for (int i = 0; i < 500; i++) {
            String address = "203.0.113." + i;
            letIn(7, () -> limits.login(address));
        }
        assertEquals("twelve a minute of all", 12, trail.entries.size());
        assertEquals("203.0.113.0", trail.entries.get(1).details().get("address"));
        assertEquals(500L, (long) limits.byLimit().get("login"));
        clock.advance(Duration.ofMinutes(11));
        letIn(1_000, () -> limits.client(BANK));
        assertEquals(13, trail.entries.size());
    }

    @Test
    public void aTrailThatIsBrokenDoesNotLetCallsIn() {
        trail.broken = true;
        assertEquals(60, letIn(100, () -> limits.client(BANK)));
    }

    @Test
    public void changedSettingsHoldAtOnceAndWrongOnesChangeNothing() {
        letIn(100, () -> limits.client(BANK));
        limits.change(FakeLimits.settings(Map.of("clientCallsPerMinute", 5)));
        assertEquals(5, letIn(100, () -> limits.client(BANK)));
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of("clientCallsPerMinute", 0),
                Map.of("addressCallsPerMinute", -1), Map.of("loginCallsPerMinute", 10_000_001), Map.of("rememberedCallers", 999),
                Map.of("clients", new String[]{ "bank" }), Map.of("clients", new String[]{ "bank=0" }),
                Map.of("trustedProxies", new String[]{ "proxy.example" }), Map.of("trustedProxies", new String[]{ "0.0.0.0/0" }))) {
            IdentityException refused = assertThrows(IdentityException.class, () -> limits.change(FakeLimits.settings(wrong)));
            assertEquals(wrong.keySet().iterator().next(), refused.field());
        }
        clock.advance(Duration.ofMinutes(1));
        assertEquals(5, letIn(100, () -> limits.client(BANK)));
    }

    @Test
    public void thePageForOperatorsTellsEachSetting() throws Exception {
        String page = Files.readString(Path.of("../../docs/operator.md"));
        for (Method setting : RateLimits.Config.class.getDeclaredMethods()) {
            Object value = setting.getDefaultValue();
            String line = "| `" + setting.getName() + "` | " + (value instanceof String[] ? "empty" : value) + " |";
            assertTrue(line + " is not on the page", page.contains(line));
        }
        for (Refusals.Limit limit : Refusals.Limit.values()) {
            assertTrue(page.contains("`" + limit.label() + "`"));
        }
        assertTrue(page.contains("`" + Refusals.EVENT + "`"));
    }
}
