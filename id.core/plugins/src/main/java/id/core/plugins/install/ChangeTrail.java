package id.core.plugins.install;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries entries to the audit trail in their order. Plugins come before the trail is there at a start (its database is
 * one), so what cannot be written yet waits and is tried again; nothing of it is dropped but above {@value #MOST}
 * entries, which the log then says. Safe for concurrent use; ends with its thread.
 */
final class ChangeTrail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeTrail.class);
    private static final int MOST = 10_000;
    private static final long RETRY_MILLIS = 500;

    private final Supplier<AuditTrail> trail;
    private final Deque<AuditEntry> waiting = new ArrayDeque<>();
    private final Thread writer;
    private boolean closed;

    /**
     * @param trail
     *            the trail, or null while there is none
     */
    ChangeTrail(Supplier<AuditTrail> trail) {
        this.trail = trail;
        this.writer = Thread.ofVirtual().name("plugin-audit").start(this::write);
    }

    synchronized void record(AuditEntry entry) {
        if (waiting.size() >= MOST) {
            LOG.error("The audit trail takes no entries: {} of {} is lost to it", entry.event(), entry.subject());
            return;
        }
        waiting.add(entry);
        notifyAll();
    }

    /** Gives what waits a last chance, no longer than a second. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            writer.join(1_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        writer.interrupt();
    }

    private void write() {
        try {
            while (true) {
                AuditEntry next = next();
                if (next == null) {
                    return;
                }
                if (written(next)) {
                    remove();
                } else if (pause()) {
                    LOG.warn("Ends with {} entries that the audit trail did not take", waiting.size());
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized AuditEntry next() throws InterruptedException {
        while (waiting.isEmpty()) {
            if (closed) {
                return null;
            }
            wait();
        }
        return waiting.peek();
    }

    private synchronized void remove() {
        waiting.remove();
    }

    /** True when it is time to give up. */
    private synchronized boolean pause() throws InterruptedException {
        if (!closed) {
            wait(RETRY_MILLIS);
        }
        return closed;
    }

    private boolean written(AuditEntry entry) {
        AuditTrail now = trail.get();
        if (now == null) {
            return false;
        }
        try {
            now.record(entry);
            return true;
        } catch (RuntimeException notNow) {
            LOG.warn("The audit trail did not take {} of {}: it is tried again ({})", entry.event(), entry.subject(),
                    notNow.getClass().getName());
            return false;
        }
    }
}
