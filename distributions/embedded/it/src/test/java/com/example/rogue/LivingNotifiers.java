package com.example.rogue;

import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** Notifiers that start, stop or register in strange ways, or reach for what is not theirs. */
public final class LivingNotifiers {
    private LivingNotifiers() {}

    private static Promise<Delivery> accepted() {
        return Promises.resolved(new Delivery.Accepted());
    }

    /** Answers; what is strange about it is told by its component. */
    public static class Plain implements Notifier {
        @Override
        public Promise<Delivery> send(Message message) {
            return accepted();
        }
    }

    public static class ThrowsInActivate extends Plain {
        void activate() {
            throw new IllegalStateException("no licence");
        }
    }

    public static class HangsInActivate extends Plain {
        void activate() {
            Stubborn.sleepDeaf();
        }
    }

    public static class FailsToInitialize extends Plain {
        private static final int VALUE = Integer.parseInt("no number");

        @Override
        public Promise<Delivery> send(Message message) {
            return VALUE == 0 ? null : accepted();
        }
    }

    public static class ConstructsForEver extends Plain {
        public ConstructsForEver() {
            Stubborn.sleepInterruptibly();
        }
    }

    public static class ThrowsInDeactivate extends Plain {
        void deactivate() {
            throw new IllegalStateException("not yet");
        }
    }

    /** Waits for its own thread, which waits for the lock that it holds. */
    public static class DeadlocksInDeactivate extends Plain {
        synchronized void deactivate() throws InterruptedException {
            Thread other = Thread.ofPlatform().daemon().start(() -> {
                synchronized (this) {
                    notifyAll();
                }
            });
            while (Stubborn.isHeld() && other.isAlive()) {
                other.join(50);
            }
        }
    }

    public static class UninstallsItself extends Plain {
        @Override
        public Promise<Delivery> send(Message message) {
            try {
                FrameworkUtil.getBundle(getClass()).uninstall();
            } catch (BundleException refused) {
                return Promises.failed(refused);
            }
            return accepted();
        }
    }

    public static class CallsItself extends Plain {
        private volatile PluginRegistry registry;

        @Override
        public Promise<Delivery> send(Message message) {
            PluginOutcome<Delivery> again = registry.await(Notifier.class, "(channel=rogue)", Duration.ofSeconds(20),
                    notifier -> notifier.send(message));
            if (again instanceof PluginOutcome.Answered) {
                return accepted();
            }
            throw new IllegalStateException("the other did not answer");
        }
    }

    public static class LoadsCoreClasses extends Plain {
        @Override
        public Promise<Delivery> send(Message message) {
            try {
                return Promises.resolved(new Delivery.Refused(Class.forName("id.core.plugins.Lease").getName()));
            } catch (ClassNotFoundException hidden) {
                return Promises.failed(hidden);
            }
        }
    }

    public static class LooksAtOtherBundles extends Plain {
        @Override
        public Promise<Delivery> send(Message message) {
            int others = FrameworkUtil.getBundle(getClass()).getBundleContext().getBundles().length;
            return others > 1 ? accepted() : Promises.resolved(new Delivery.Refused("sees itself only"));
        }
    }

    /** A channel that hangs whoever asks for it. */
    public static class HangingProperty implements BundleActivator {
        /** Compared by the framework when a filter is matched. */
        public static final class Trap {
            public Trap(String text) {
                Stubborn.sleepDeaf();
            }

            @Override
            public boolean equals(Object other) {
                Stubborn.sleepDeaf();
                return false;
            }

            @Override
            public int hashCode() {
                return 0;
            }

            @Override
            public String toString() {
                Stubborn.sleepDeaf();
                return "";
            }

            Trap() {}
        }

        @Override
        public void start(BundleContext context) {
            context.registerService(Notifier.class, new Plain(), new Hashtable<>(Map.of(Notifier.CHANNEL, new Trap())));
        }

        @Override
        public void stop(BundleContext context) {}
    }

    /** Says something else each time that it is asked for its channels. */
    public static class ChangingProperty implements BundleActivator {
        private static final class Changing extends AbstractList<String> {
            private int asked;

            @Override
            public String get(int index) {
                return asked++ == 0 ? "rogue" : "rogue-" + asked;
            }

            @Override
            public int size() {
                return 1;
            }
        }

        @Override
        public void start(BundleContext context) {
            List<String> channels = new Changing();
            context.registerService(Notifier.class, new Plain(), new Hashtable<>(Map.of(Notifier.CHANNEL, channels)));
        }

        @Override
        public void stop(BundleContext context) {}
    }
}
