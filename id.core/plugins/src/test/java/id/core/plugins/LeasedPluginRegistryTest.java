package id.core.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.plugin.PluginCall;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

public class LeasedPluginRegistryTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Message MESSAGE = new Message("m-1", "somebody", "", "text");

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private final ExecutorService others = Executors.newCachedThreadPool();
    private RunningFramework framework;
    private LeasedPluginRegistry registry;

    @Before
    public void start() throws Exception {
        framework = new RunningFramework(folder.getRoot().toPath());
        registry = framework.registry(30, 3, new RunningFramework.Components(Map.of()));
    }

    @After
    public void stop() throws Exception {
        others.shutdownNow();
        registry.stop();
        framework.close();
    }

    @Test
    public void callsTheHighestRankedThatFits() throws Exception {
        offer("id.plugins.low", message -> Promises.resolved(new Delivery.Refused("low")), "email", 1);
        offer("id.plugins.high", message -> Promises.resolved(new Delivery.Refused("high")), "email", 5);
        offer("id.plugins.other", message -> Promises.resolved(new Delivery.Refused("other")), "sms", 9);

        assertEquals(new PluginOutcome.Answered<>(new Delivery.Refused("high")), send("(channel=email)", LONG));
        assertEquals(new PluginOutcome.Answered<>(new Delivery.Refused("other")), send("", LONG));
        assertEquals(List.of("id.plugins.high", "id.plugins.low"), registry.offers(Notifier.class, "(channel=email)")
                .stream().map(offer -> offer.plugin()).toList());
    }

    @Test
    public void saysWhatWasLookedForWhenNobodyOffersIt() {
        PluginOutcome<Delivery> outcome = send("(channel=pigeon)", LONG);
        assertTrue(((PluginOutcome.Absent<Delivery>) outcome).why().contains("Notifier with (channel=pigeon)"));
    }

    @Test
    public void refusesWrongFiltersKindsAndLimits() {
        assertEquals("filter", assertThrows(IdentityException.class, () -> send("(channel=", LONG)).field());
        assertEquals("limit", assertThrows(IdentityException.class, () -> send("", Duration.ZERO)).field());
        assertEquals("kind", assertThrows(IdentityException.class,
                () -> registry.call(PluginRegistry.class, "", LONG, plugin -> plugin)).field());
    }

    @Test
    public void turnsEveryFaultIntoAnOutcomeAndKeepsItFromTheOthers() throws Exception {
        offer("id.plugins.broken", throwing(new IllegalStateException("secret")), "a", 0);
        offer("id.plugins.unlinked", throwing(new NoClassDefFoundError("gone/Class")), "b", 0);
        offer("id.plugins.full", throwing(new OutOfMemoryError("played")), "c", 0);
        offer("id.plugins.silent", message -> null, "d", 0);
        offer("id.plugins.down", throwing(new IdentityException(GeneralError.UNAVAILABLE, "", "no link")), "e", 0);
        offer("id.plugins.choosy", throwing(new IdentityException(GeneralError.INVALID_VALUE, "x", "bad")), "f", 0);
        offer("id.plugins.good", message -> Promises.resolved(new Delivery.Accepted()), "g", 0);

        assertEquals("id.plugins.broken: threw java.lang.IllegalStateException", failure("a"));
        assertEquals("id.plugins.unlinked: threw java.lang.NoClassDefFoundError", failure("b"));
        assertEquals("id.plugins.full: threw java.lang.OutOfMemoryError", failure("c"));
        assertEquals("id.plugins.silent: returned null", failure("d"));
        assertEquals("id.plugins.down: no link", failure("e"));
        assertEquals("x", ((PluginOutcome.Refused<Delivery>) send("(channel=f)", LONG)).error().field());
        assertEquals(new PluginOutcome.Answered<>(new Delivery.Accepted()), send("(channel=g)", LONG));
    }

    @Test
    public void readsWhatAPromiseHolds() throws Exception {
        offer("id.plugins.failing", message -> Promises.failed(new IllegalArgumentException()), "a", 0);
        offer("id.plugins.empty", message -> Promises.resolved(null), "b", 0);
        assertEquals("id.plugins.failing: threw java.lang.IllegalArgumentException", failure("a"));
        assertEquals("id.plugins.empty: returned null", failure("b"));
    }

    @Test
    public void interruptsAndAbandonsAPluginThatHangs() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        offer("id.plugins.hanging", message -> {
            try {
                Thread.sleep(LONG);
            } catch (InterruptedException stopped) {
                interrupted.countDown();
            }
            return null;
        }, "a", 0);
        assertEquals(new PluginOutcome.TimedOut<>("id.plugins.hanging", SHORT), send("", SHORT));
        assertTrue(interrupted.await(30, TimeUnit.SECONDS));
    }

    @Test
    public void timesOutAPromiseThatNeverComes() throws Exception {
        Deferred<Delivery> late = new Deferred<>();
        offer("id.plugins.never", message -> late.getPromise(), "a", 0);
        assertEquals(new PluginOutcome.TimedOut<>("id.plugins.never", SHORT), send("", SHORT));
        late.resolve(new Delivery.Accepted());
    }

    @Test
    public void callsNoMoreWhatHoldsTooManyCalls() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        offer("id.plugins.deaf", message -> {
            awaitUninterruptibly(end);
            return Promises.resolved(new Delivery.Accepted());
        }, "a", 0);
        for (int i = 0; i < 3; i++) {
            assertTrue(send("", SHORT) instanceof PluginOutcome.TimedOut);
        }
        assertTrue(failure("a").contains("3 calls never came back"));
        end.countDown();
    }

    @Test
    public void servesWithTheClassLoaderOfThePlugin() throws Exception {
        Bundle bundle = offer("id.plugins.loading", message -> Promises.resolved(new Delivery.Accepted()), "a", 0)
                .getReference().getBundle();
        ClassLoader seen = registry
                .call(Notifier.class, "", LONG, plugin -> Thread.currentThread().getContextClassLoader())
                .orThrow(GeneralError.UNAVAILABLE, "");
        assertSame(bundle.adapt(BundleWiring.class).getClassLoader(), seen);
    }

    @Test
    public void keepsAPluginUntilItsCallsHaveEnded() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ServiceRegistration<Notifier> going = offer("id.plugins.going", message -> {
            inside.countDown();
            awaitUninterruptibly(end);
            return Promises.resolved(new Delivery.Accepted());
        }, "a", 9);
        offer("id.plugins.staying", message -> Promises.resolved(new Delivery.Refused("staying")), "a", 0);

        Future<PluginOutcome<Delivery>> call = others.submit(() -> send("", LONG));
        inside.await();
        Bundle bundle = going.getReference().getBundle();
        Future<?> removal = others.submit(() -> {
            bundle.stop();
            return null;
        });
        // The gate closes at once: sooner or later new calls go to the other plugin while the old one still works.
        while (!new PluginOutcome.Answered<Delivery>(new Delivery.Refused("staying")).equals(sendIfFree(going))) {
            Thread.onSpinWait();
        }
        assertFalse(removal.isDone());
        assertEquals("DRAINING", registry.plugins().getFirst().state().name());
        end.countDown();
        assertEquals(new PluginOutcome.Answered<>(new Delivery.Accepted()), call.get(60, TimeUnit.SECONDS));
        removal.get(60, TimeUnit.SECONDS);
    }

    @Test
    public void keepsAPluginUntilItsPromisesAreKept() throws Exception {
        Deferred<Delivery> deferred = new Deferred<>();
        CountDownLatch inside = new CountDownLatch(1);
        ServiceRegistration<Notifier> going = offer("id.plugins.going", message -> {
            inside.countDown();
            return deferred.getPromise();
        }, "a", 0);
        Future<PluginOutcome<Delivery>> call = others.submit(() -> send("", LONG));
        inside.await();
        Future<?> removal = others.submit(going::unregister);
        while (!(send("", SHORT) instanceof PluginOutcome.Absent)) {
            Thread.onSpinWait();
        }
        assertFalse(removal.isDone());
        deferred.resolve(new Delivery.Accepted());
        assertEquals(new PluginOutcome.Answered<>(new Delivery.Accepted()), call.get(60, TimeUnit.SECONDS));
        removal.get(60, TimeUnit.SECONDS);
    }

    @Test
    public void letsGoOfAPluginThatNeverEndsWhenTheDrainTimeIsOver() throws Exception {
        registry.stop();
        registry = framework.registry(0, 3, new RunningFramework.Components(Map.of()));
        CountDownLatch end = new CountDownLatch(1);
        ServiceRegistration<Notifier> going = offer("id.plugins.deaf", message -> {
            awaitUninterruptibly(end);
            return null;
        }, "a", 0);
        assertTrue(send("", SHORT) instanceof PluginOutcome.TimedOut);
        going.unregister();
        assertTrue(send("", SHORT) instanceof PluginOutcome.Absent);
        end.countDown();
    }

    @Test
    public void neverCallsAServiceThatIsGone() throws Exception {
        Bundle bundle = framework.plugin("id.plugins.restless");
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        PluginCall<Notifier, Promise<Delivery>> ask = plugin -> plugin.send(MESSAGE);
        List<Future<?>> callers = Stream.<Future<?>>generate(() -> others.submit(() -> {
            while (!over.get()) {
                switch (registry.await(Notifier.class, "", LONG, ask)) {
                    case PluginOutcome.Answered<Delivery> fine -> answered.incrementAndGet();
                    case PluginOutcome.Absent<Delivery> absent -> Thread.onSpinWait();
                    case PluginOutcome<Delivery> wrong -> throw new AssertionError(wrong.toString());
                }
            }
            return null;
        })).limit(4).toList();
        for (int i = 0; i < 200; i++) {
            AtomicBoolean gone = new AtomicBoolean();
            ServiceRegistration<Notifier> registration = bundle.getBundleContext().registerService(Notifier.class,
                    message -> {
                        if (gone.get()) {
                            throw new IllegalStateException("called after it was gone");
                        }
                        Thread.yield();
                        return gone.get() ? null : Promises.resolved(new Delivery.Accepted());
                    }, null);
            Thread.sleep(1);
            registration.unregister();
            gone.set(true);
        }
        over.set(true);
        for (Future<?> caller : callers) {
            caller.get(60, TimeUnit.SECONDS);
        }
        assertTrue(answered.get() > 0);
    }

    private PluginOutcome<Delivery> send(String filter, Duration limit) {
        return registry.await(Notifier.class, filter, limit, plugin -> plugin.send(MESSAGE));
    }

    /** Calls only once the gate of the one that goes is closed, so as not to be kept inside it. */
    private PluginOutcome<Delivery> sendIfFree(ServiceRegistration<Notifier> going) {
        boolean open = registry.offers(Notifier.class, "").size() > 1;
        return open ? null : send("", LONG);
    }

    private String failure(String channel) {
        return ((PluginOutcome.Failed<Delivery>) send("(channel=" + channel + ")", LONG)).why();
    }

    private ServiceRegistration<Notifier> offer(String name, Notifier notifier, String channel, int ranking)
            throws Exception {
        return framework.plugin(name).getBundleContext().registerService(Notifier.class, notifier,
                new Hashtable<>(Map.of(Notifier.CHANNEL, channel, Constants.SERVICE_RANKING, ranking)));
    }

    private static Notifier throwing(Throwable fault) {
        return message -> {
            if (fault instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) fault;
        };
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException deaf) {
                continue;
            }
        }
    }
}
