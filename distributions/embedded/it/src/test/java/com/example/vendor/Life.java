package com.example.vendor;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.util.promise.Promise;

/**
 * The time in which one instance of a vendor's component may be called: from the end of its activation to the beginning
 * of its deactivation. A call outside of it fails, and so does one that outlasts it, so that nobody can overlook it.
 */
final class Life {
    /** Property of the component, {@code String}: the version that answers. */
    static final String VERSION = "vendor.version";

    private final String version;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean active;
    private volatile boolean over;

    Life(Map<String, Object> properties) {
        version = (String) properties.get(VERSION);
    }

    String version() {
        return version;
    }

    /** The instance is whole. */
    void begin() {
        active = true;
    }

    /** The instance goes. */
    void end() {
        over = true;
        active = false;
        if (calls.get() > 0) {
            System.err.println("VENDOR: version " + version + " went with " + calls + " calls in it");
        }
    }

    /** A call comes in; closing the answer lets it out. */
    Call enter() {
        calls.incrementAndGet();
        if (!active) {
            calls.decrementAndGet();
            throw new IllegalStateException("Version " + version + " was called " + (over ? "after its end" : "half started"));
        }
        return new Call(this);
    }

    /** One call in this instance. */
    record Call(Life life) implements AutoCloseable {
        @Override
        public void close() {
            life.calls.decrementAndGet();
            if (!life.active) {
                throw new IllegalStateException("Version " + life.version + " went while a call was in it");
            }
        }

        /** The call is out when the promise is resolved. */
        <T> Promise<T> until(Promise<T> promise) {
            return promise.then(kept -> {
                close();
                return kept;
            }, broken -> life.calls.decrementAndGet());
        }
    }

    @Override
    public String toString() {
        return version;
    }
}
