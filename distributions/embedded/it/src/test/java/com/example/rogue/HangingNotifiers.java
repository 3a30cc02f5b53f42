package com.example.rogue;

import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import java.lang.reflect.Proxy;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** Notifiers that do not come back, or whose promises do strange things. */
public final class HangingNotifiers {
    private HangingNotifiers() {}

    public static class Hangs implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            Stubborn.sleepInterruptibly();
            return null;
        }
    }

    public static class IgnoresInterruption implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            Stubborn.sleepDeaf();
            return null;
        }
    }

    public static class WaitsForALock implements Notifier {
        private static final Object LOCK = new Object();

        @Override
        public Promise<Delivery> send(Message message) {
            synchronized (LOCK) {
                Stubborn.sleepDeaf();
            }
            return null;
        }
    }

    public static class Spins implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            Stubborn.spin();
            return null;
        }
    }

    public static class NeverResolves implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            return new Deferred<Delivery>().getPromise();
        }
    }

    public static class ResolvesTwice implements Notifier {
        @Override
        @SuppressWarnings("unchecked")
        public Promise<Delivery> send(Message message) {
            Promise<Delivery> real = Promises.resolved(new Delivery.Accepted());
            return (Promise<Delivery>) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{ Promise.class },
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("onResolve")) {
                            ((Runnable) arguments[0]).run();
                            ((Runnable) arguments[0]).run();
                            return proxy;
                        }
                        return method.invoke(real, arguments);
                    });
        }
    }

    public static class ResolvesNull implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            return Promises.resolved(null);
        }
    }

    public static class FailsWithError implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            return Promises.failed(new NoSuchMethodError(Stubborn.SECRET));
        }
    }

    public static class ResolvesLate implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            Deferred<Delivery> late = new Deferred<>();
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    Thread.sleep(1_500);
                } catch (InterruptedException nobody) {
                    return;
                }
                late.resolve(new Delivery.Accepted());
            });
            return late.getPromise();
        }
    }

    public static class ReturnsNull implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            return null;
        }
    }

    public static class InterruptsItsCaller implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            // The test says by the subject who waits; a rogue would interrupt whom it finds.
            Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals(message.subject()))
                    .forEach(Thread::interrupt);
            Stubborn.sleepInterruptibly();
            return null;
        }
    }
}
