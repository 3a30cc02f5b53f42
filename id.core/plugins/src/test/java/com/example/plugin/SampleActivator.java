package com.example.plugin;

import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/**
 * A vendor's plugin. The header {@code Sample} of its manifest says how it behaves: {@code channel=WORD},
 * {@code fails} (does not start), {@code hangs-stop}, {@code engine} (registers an ABIS engine as well).
 */
public final class SampleActivator implements BundleActivator {
    private String behaviour;

    @Override
    public void start(BundleContext context) {
        behaviour = String.valueOf(context.getBundle().getHeaders().get("Sample"));
        if (behaviour.contains("fails")) {
            throw new IllegalStateException("broken on purpose");
        }
        String version = context.getBundle().getVersion().toString();
        String channel = behaviour.startsWith("channel=") ? behaviour.substring("channel=".length()) : "sms";
        context.registerService(Notifier.class, new SampleNotifier(version), new Hashtable<>(Map.of(Notifier.CHANNEL, channel)));
        if (behaviour.contains("engine")) {
            SampleEngine.register(context);
        }
    }

    @Override
    public void stop(BundleContext context) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (behaviour.contains("hangs-stop") && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** Answers with its version, after as many milliseconds as the subject says. */
    static final class SampleNotifier implements Notifier {
        private final String version;

        SampleNotifier(String version) {
            this.version = version;
        }

        @Override
        public Promise<Delivery> send(Message message) {
            Deferred<Delivery> answer = new Deferred<>();
            try {
                Thread.sleep(message.subject().isEmpty() ? 0 : Long.parseLong(message.subject()));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            answer.resolve(new Delivery.Refused(version));
            return answer.getPromise();
        }
    }
}
