package id.core.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;
import id.api.error.IdentityException;
import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.plugin.PluginOutcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
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
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** What a plugin may hand over besides its answer: faults, codes, promises, properties and threads of its own make. */
public class RoguePluginsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
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

    private static final class BrokenFault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message either");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause either");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return null;
        }

        @Override
        public String toString() {
            throw new StackOverflowError();
        }
    }

    @Test
    public void bearsAFaultThatIsBrokenItself() throws Exception {
        offer(message -> {
            throw new BrokenFault();
        });
        assertEquals("com.example: threw " + BrokenFault.class.getName(), failure().why());
    }

    @Test
    public void keepsNothingOfAMessageInTheOutcome() throws Exception {
        offer(message -> {
            throw new IllegalStateException("Asha Rao", new IllegalArgumentException("Asha Rao"));
        });
        StringWriter shown = new StringWriter();
        failure().cause().printStackTrace(new PrintWriter(shown));
        assertTrue(shown.toString(), shown.toString().contains("IllegalArgumentException"));
        assertFalse(shown.toString(), shown.toString().contains("Asha"));
    }

    @Test
    public void asksTheCodeOfAVendorOnlyOnTheThreadOfTheCall() throws Exception {
        AtomicReference<Thread> asked = new AtomicReference<>();
        offer(message -> {
            throw new IdentityException(code(() -> {
                asked.set(Thread.currentThread());
                return ErrorCategory.CALLER;
            }), "x", "a\nb".repeat(10_000));
        });
        IdentityException error = ((PluginOutcome.Refused<Delivery>) send()).error();
        Thread thread = asked.getAndSet(null);
        assertEquals(ErrorCategory.CALLER, error.category());
        assertEquals(ErrorCode.VENDOR_RANGE_START, error.code().number());
        assertEquals("not asked again", null, asked.get());
        assertFalse(thread == Thread.currentThread());
        assertTrue(error.getMessage(), error.getMessage().length() < 600 && !error.getMessage().contains("\n"));
    }

    @Test
    public void takesABrokenCodeForAFault() throws Exception {
        offer(message -> {
            throw new IdentityException(code(() -> {
                throw new StackOverflowError();
            }), "", "");
        });
        assertEquals("com.example: threw an error whose code is broken", failure().why());
    }

    private interface Categories {
        ErrorCategory get();
    }

    private static ErrorCode code(Categories category) {
        InvocationHandler answers = (proxy, method, arguments) -> switch (method.getName()) {
            case "name" -> "THEIRS";
            case "number" -> ErrorCode.VENDOR_RANGE_START;
            default -> category.get();
        };
        return (ErrorCode) Proxy.newProxyInstance(RoguePluginsTest.class.getClassLoader(), new Class<?>[]{ ErrorCode.class },
                answers);
    }

    /** The lease counts calls: one that left twice would let the plugin go under the feet of another. */
    @Test
    public void countsACallOnceThoughItsPromiseResolvesTwice() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        ServiceRegistration<Notifier> going = offer(message -> {
            if (calls.getAndIncrement() == 0) {
                return twice(Promises.resolved(new Delivery.Accepted()));
            }
            inside.countDown();
            end.await();
            return Promises.resolved(new Delivery.Accepted());
        });
        assertEquals(new PluginOutcome.Answered<>(new Delivery.Accepted()), send());
        Future<PluginOutcome<Delivery>> call = others.submit(this::send);
        inside.await();
        Future<?> removal = others.submit(going::unregister);
        while (!(registry.offers(Notifier.class, "").isEmpty())) {
            Thread.onSpinWait();
        }
        TimeUnit.MILLISECONDS.sleep(100);
        assertFalse("one call is still in it", removal.isDone());
        end.countDown();
        call.get(60, TimeUnit.SECONDS);
        removal.get(60, TimeUnit.SECONDS);
    }

    @SuppressWarnings("unchecked")
    private static Promise<Delivery> twice(Promise<Delivery> real) {
        return (Promise<Delivery>) Proxy.newProxyInstance(RoguePluginsTest.class.getClassLoader(),
                new Class<?>[]{ Promise.class }, (proxy, method, arguments) -> {
                    if (method.getName().equals("onResolve")) {
                        ((Runnable) arguments[0]).run();
                        ((Runnable) arguments[0]).run();
                        return proxy;
                    }
                    return method.invoke(real, arguments);
                });
    }

    @Test
    public void takesAPromiseThatThrowsAnErrorForAFault() throws Exception {
        offer(message -> throwing(new Deferred<Delivery>().getPromise()));
        assertEquals("com.example: threw java.lang.NoClassDefFoundError", failure().why());
    }

    @SuppressWarnings("unchecked")
    private static Promise<Delivery> throwing(Promise<Delivery> real) {
        return (Promise<Delivery>) Proxy.newProxyInstance(RoguePluginsTest.class.getClassLoader(),
                new Class<?>[]{ Promise.class }, (proxy, method, arguments) -> {
                    if (method.getName().equals("onResolve")) {
                        ((Runnable) arguments[0]).run();
                        return proxy;
                    }
                    throw new NoClassDefFoundError("gone");
                });
    }

    /** A property whose value is code of the plugin. */
    public static final class Trap {
        static final AtomicInteger ASKED = new AtomicInteger();

        public Trap(String text) {
            ASKED.incrementAndGet();
        }

        @Override
        public boolean equals(Object other) {
            ASKED.incrementAndGet();
            return true;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Test
    public void runsNoCodeOfAPluginToMatchItsProperties() throws Exception {
        framework.plugin("com.example").getBundleContext().registerService(Notifier.class,
                message -> Promises.resolved(new Delivery.Accepted()),
                new Hashtable<>(Map.of(Notifier.CHANNEL, new Trap(""), "kept", 7)));
        Trap.ASKED.set(0);
        assertTrue(registry.offers(Notifier.class, "(channel=sms)").isEmpty());
        assertEquals(1, registry.offers(Notifier.class, "(Kept=7)").size());
        assertFalse(registry.offers(Notifier.class, "").getFirst().properties().containsKey(Notifier.CHANNEL));
        assertEquals(0, Trap.ASKED.get());
    }

    @Test
    public void heedsAChangedProperty() throws Exception {
        ServiceRegistration<Notifier> one = offer(message -> Promises.resolved(new Delivery.Accepted()));
        one.setProperties(new Hashtable<>(Map.of(Notifier.CHANNEL, "pager")));
        assertEquals(1, registry.offers(Notifier.class, "(channel=pager)").size());
    }

    @Test
    public void endsAPluginThatCallsItself() throws Exception {
        AtomicInteger deepest = new AtomicInteger();
        offer(message -> {
            deepest.incrementAndGet();
            PluginOutcome<Delivery> again = send();
            return Promises.resolved(new Delivery.Unreachable(failure(again)));
        });
        assertTrue(failure(send()).contains("stand within each other"));
        assertEquals(CallDepth.MOST, deepest.get());
    }

    private static String failure(PluginOutcome<Delivery> outcome) {
        return outcome instanceof PluginOutcome.Answered<Delivery>(Delivery.Unreachable(String reason)) ? reason : outcome.toString();
    }

    /** What a plugin left on a thread goes with the thread. */
    @Test
    public void usesNoThreadOfAPluginThatIsGone() throws Exception {
        AtomicReference<Thread> used = new AtomicReference<>();
        ServiceRegistration<Notifier> going = offer(message -> {
            used.set(Thread.currentThread());
            return Promises.resolved(new Delivery.Accepted());
        });
        send();
        going.unregister();
        used.get().join(10_000);
        assertFalse("the thread ended", used.get().isAlive());
    }

    private interface Sending {
        Promise<Delivery> send(Message message) throws Exception;
    }

    private ServiceRegistration<Notifier> offer(Sending sending) throws Exception {
        Notifier notifier = message -> {
            try {
                return sending.send(message);
            } catch (RuntimeException fault) {
                throw fault;
            } catch (Exception checked) {
                throw new IllegalStateException(checked);
            }
        };
        return framework.plugin("com.example").getBundleContext().registerService(Notifier.class, notifier,
                new Hashtable<>(Map.of(Notifier.CHANNEL, "sms")));
    }

    private PluginOutcome<Delivery> send() {
        return registry.await(Notifier.class, "", LONG, plugin -> plugin.send(MESSAGE));
    }

    private PluginOutcome.Failed<Delivery> failure() {
        return (PluginOutcome.Failed<Delivery>) send();
    }
}
