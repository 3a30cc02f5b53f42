package id.core.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditEntry;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.notification.Notifier;
import id.api.plugin.PluginFigures.Breaker;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginPaused;
import id.api.plugin.PluginStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;
import org.osgi.framework.Constants;

public class PluginBreakerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    @Rule public final TemporaryFolder folder = new TemporaryFolder();
    /** For a build that would else never end. */
    @Rule public final Timeout end = Timeout.seconds(300);

    private final ExecutorService others = Executors.newCachedThreadPool();
    private final List<AuditEntry> trail = new CopyOnWriteArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger calls = new AtomicInteger();
    private RunningFramework framework;
    private LeasedPluginRegistry registry;

    @Before
    public void start() throws Exception {
        framework = new RunningFramework(folder.getRoot().toPath());
        open(2);
    }

    private void open(int concurrentCalls) {
        LeaseLimits limits = new LeaseLimits(Duration.ofSeconds(30), 3, concurrentCalls,
                new PluginBreaker.Rule(50, 4, 4, PAUSE, 1));
        registry = framework.registry(limits, new RunningFramework.Components(Map.of()), trail::add, clock());
    }

    @After
    public void stop() throws Exception {
        others.shutdownNow();
        registry.stop();
        framework.close();
    }

    @Test
    public void leavesAPluginAloneThatFailedTooOften() throws Exception {
        offer("id.plugins.broken", 0);
        failTimes(4);
        PluginOutcome.Paused<String> paused = (PluginOutcome.Paused<String>) ask(plugin -> "fine");
        assertEquals("id.plugins.broken failed too often and is left alone for a while", paused.why());
        assertEquals(PAUSE, paused.retryAfter());
        assertEquals("the plugin was not called", 4, calls.get());
        PluginStatus status = registry.plugins().getFirst();
        assertEquals(Breaker.OPEN, status.figures().breaker());
        assertEquals(1, status.figures().paused());
        assertEquals(4, status.figures().failures());
        assertFalse(status.isUsable());
        assertTrue(status.problem(), status.problem().contains("failed too often: it is not called for another 31 s"));
        assertEquals(List.of("plugin.breaker-opened"), trail.stream().map(AuditEntry::event).toList());
        assertEquals("id.plugins.broken", trail.getFirst().subject());
    }

    @Test
    public void missingAnswersOpenItToo() throws Exception {
        offer("id.plugins.slow", 0);
        for (int i = 0; i < 4; i++) {
            registry.call(Notifier.class, "", SHORT, plugin -> {
                Thread.sleep(LONG);
                return "late";
            });
        }
        assertTrue(ask(plugin -> "fine") instanceof PluginOutcome.Paused);
        assertEquals(4, registry.plugins().getFirst().figures().timeouts());
    }

    @Test
    public void refusalsNeverOpenIt() throws Exception {
        offer("id.plugins.choosy", 0);
        for (int i = 0; i < 20; i++) {
            assertTrue(ask(plugin -> {
                throw new IdentityException(GeneralError.INVALID_VALUE, "x", "bad");
            }) instanceof PluginOutcome.Refused);
        }
        assertEquals("fine", answer(plugin -> "fine"));
    }

    @Test
    public void aPausedPluginBehindDoesNotOpenTheOneInFront() throws Exception {
        offer("id.plugins.front", 0);
        for (int i = 0; i < 20; i++) {
            ask(plugin -> {
                throw new IdentityException(GeneralError.UNAVAILABLE, "", "behind", new PluginPaused(PAUSE));
            });
        }
        assertEquals("fine", answer(plugin -> "fine"));
    }

    /** One operation may ask twice at the same time: the second must not fail at a plugin that works again. */
    @Test
    public void callsWaitForTheTryAndThenGoOnAtOnce() throws Exception {
        offer("id.plugins.mended", 0);
        failTimes(4);
        now.set(now.get().plus(PAUSE).plusMillis(1));
        assertEquals(Breaker.DUE, registry.plugins().getFirst().figures().breaker());
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Future<PluginOutcome<String>> first = others.submit(() -> ask(plugin -> {
            inside.countDown();
            end.await();
            return "try";
        }));
        inside.await();
        Future<PluginOutcome<String>> second = others.submit(() -> ask(plugin -> "second"));
        Future<PluginOutcome<String>> short2 = others
                .submit(() -> registry.call(Notifier.class, "", SHORT, plugin -> "third"));
        assertTrue("who has no time left is told so", short2.get() instanceof PluginOutcome.Paused);
        assertEquals(Breaker.HALF_OPEN, registry.plugins().getFirst().figures().breaker());
        assertFalse(second.isDone());
        end.countDown();
        assertEquals(new PluginOutcome.Answered<>("try"), first.get(60, TimeUnit.SECONDS));
        assertEquals(new PluginOutcome.Answered<>("second"), second.get(60, TimeUnit.SECONDS));
        for (int i = 0; i < 10; i++) {
            assertEquals("fine", answer(plugin -> "fine"));
        }
        assertEquals(List.of("plugin.breaker-opened", "plugin.breaker-half-open", "plugin.breaker-closed"),
                trail.stream().map(AuditEntry::event).toList());
    }

    @Test
    public void aFailedTryLeavesItAloneAgain() throws Exception {
        offer("id.plugins.broken", 0);
        failTimes(4);
        now.set(now.get().plus(PAUSE).plusMillis(1));
        failTimes(1);
        assertTrue(ask(plugin -> "fine") instanceof PluginOutcome.Paused);
        now.set(now.get().plus(PAUSE).plusMillis(1));
        assertEquals("fine", answer(plugin -> "fine"));
        assertEquals("fine", answer(plugin -> "fine"));
    }

    @Test
    public void aTryThatTellsNothingLetsTheNextOneTry() throws Exception {
        offer("id.plugins.mended", 0);
        failTimes(4);
        now.set(now.get().plus(PAUSE).plusMillis(1));
        CountDownLatch inside = new CountDownLatch(1);
        Thread stopped = Thread.ofPlatform().start(() -> ask(plugin -> {
            inside.countDown();
            new CountDownLatch(1).await();
            return "never";
        }));
        inside.await();
        stopped.interrupt();
        stopped.join();
        assertEquals("fine", answer(plugin -> "fine"));
    }

    @Test
    public void aCallFromBeforeThePauseTellsNothingOfTheTimeAfterIt() throws Exception {
        offer("id.plugins.mended", 0);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Future<PluginOutcome<String>> old = others.submit(() -> ask(plugin -> {
            inside.countDown();
            end.await();
            throw new IllegalStateException("old");
        }));
        inside.await();
        failTimes(4);
        now.set(now.get().plus(PAUSE).plusMillis(1));
        CountDownLatch tried = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Future<PluginOutcome<String>> attempt = others.submit(() -> ask(plugin -> {
            tried.countDown();
            answer.await();
            return "try";
        }));
        tried.await();
        end.countDown();
        assertTrue(old.get(60, TimeUnit.SECONDS) instanceof PluginOutcome.Failed);
        answer.countDown();
        assertEquals(new PluginOutcome.Answered<>("try"), attempt.get(60, TimeUnit.SECONDS));
        assertEquals("fine", answer(plugin -> "fine"));
    }

    @Test
    public void anotherPluginIsNeverAskedInItsPlace() throws Exception {
        offer("id.plugins.best", 9);
        offer("id.plugins.other", 1);
        failTimes(4);
        assertEquals("id.plugins.best failed too often and is left alone for a while",
                ((PluginOutcome.Paused<String>) ask(plugin -> "fine")).why());
    }

    @Test
    public void theCoresOwnServicesAreNeverLeftAlone() throws Exception {
        offer("id.core.something", 0);
        failTimes(20);
        assertEquals("fine", answer(plugin -> "fine"));
    }

    @Test
    public void callsWaitForAPlace() throws Exception {
        offer("id.plugins.busy", 0);
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            others.submit(() -> ask(plugin -> {
                inside.countDown();
                end.await();
                return "fine";
            }));
        }
        inside.await();
        assertEquals(2, registry.plugins().getFirst().figures().inFlight());
        PluginOutcome<String> full = registry.call(Notifier.class, "", SHORT, plugin -> "third");
        assertEquals("id.plugins.busy has all the calls that it may hold at a time",
                ((PluginOutcome.Paused<String>) full).why());
        Future<PluginOutcome<String>> third = others.submit(() -> ask(plugin -> "third"));
        end.countDown();
        assertEquals(new PluginOutcome.Answered<>("third"), third.get(60, TimeUnit.SECONDS));
    }

    @Test
    public void namesTheThreadsThatHang() throws Exception {
        offer("id.plugins.deaf", 0);
        CountDownLatch end = new CountDownLatch(1);
        registry.call(Notifier.class, "", SHORT, plugin -> {
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
            return "late";
        });
        PluginStatus status = registry.plugins().getFirst();
        assertEquals(1, status.figures().hanging());
        assertEquals(0, status.figures().inFlight());
        String name = status.figures().hangingThreads().getFirst();
        assertTrue(name, name.matches("plugin-\\d+ hanging in id\\.plugins\\.deaf"));
        end.countDown();
        while (registry.plugins().getFirst().figures().hanging() > 0) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(), registry.plugins().getFirst().figures().hangingThreads());
    }

    private interface Question {
        String to(Notifier plugin) throws Exception;
    }

    private PluginOutcome<String> ask(Question question) {
        return registry.call(Notifier.class, "", LONG, plugin -> {
            calls.incrementAndGet();
            return question.to(plugin);
        });
    }

    private String answer(Question question) {
        return ask(question).orThrow(GeneralError.UNAVAILABLE, "");
    }

    private void failTimes(int times) {
        for (int i = 0; i < times; i++) {
            assertTrue(ask(plugin -> {
                throw new IllegalStateException("on purpose");
            }) instanceof PluginOutcome.Failed);
        }
    }

    private void offer(String name, int ranking) throws Exception {
        framework.plugin(name).getBundleContext().registerService(Notifier.class, message -> null,
                new Hashtable<>(Map.of(Constants.SERVICE_RANKING, ranking)));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }
}
