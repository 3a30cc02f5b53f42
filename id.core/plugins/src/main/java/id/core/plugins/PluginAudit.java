package id.core.plugins;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what happens to plugins into the audit trail, in order and on a thread of its own: whoever tells of it never
 * waits, and never fails by the trail. While the trail is missing or broken the entries wait; the newest are left out
 * when too many do, and the log says so. Safe for concurrent use.
 */
@Component(service = PluginAudit.class)
public final class PluginAudit {
    private static final Logger LOG = LoggerFactory.getLogger(PluginAudit.class);
    private static final int MOST_WAITING = 10_000;
    private static final long RETRY_MILLIS = 1_000;
    private static final long POLL_MILLIS = 200;
    private static final long CLOSE_MILLIS = 2_000;

    private final BundleContext context;
    private final BlockingQueue<AuditEntry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer;
    private volatile boolean open = true;

    @Activate
    public PluginAudit(BundleContext context) {
        this.context = context;
        this.writer = Thread.ofPlatform().name("plugin-audit").daemon().start(this::writeUntilClosed);
    }

    /** Takes an entry; returns at once. */
    public void record(AuditEntry entry) {
        if (!waiting.offer(entry)) {
            LOG.error("The audit trail has taken nothing for so long that {} of {} is left out of it", entry.event(),
                    entry.subject());
        }
    }

    /** Lets what waits be written, if the trail takes it now. */
    @Deactivate
    void stop() {
        open = false;
        try {
            writer.join(CLOSE_MILLIS);
            writer.interrupt();
            writer.join(CLOSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilClosed() {
        int lost = 0;
        try {
            while (open || !waiting.isEmpty()) {
                AuditEntry next = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null && !writeAtLast(next)) {
                    lost = 1 + waiting.size();
                    waiting.clear();
                }
            }
        } catch (InterruptedException stopped) {
            lost = 1 + waiting.size();
        }
        if (lost > 0) {
            LOG.error("{} entries on plugins never reached the audit trail", lost);
        }
    }

    /** Tries until it is written; false when this is closed before. */
    private boolean writeAtLast(AuditEntry entry) throws InterruptedException {
        boolean told = false;
        while (!write(entry, told)) {
            if (!open) {
                return false;
            }
            told = true;
            Thread.sleep(RETRY_MILLIS);
        }
        return true;
    }

    private boolean write(AuditEntry entry, boolean told) {
        ServiceReference<AuditTrail> reference = context.getServiceReference(AuditTrail.class);
        AuditTrail trail = reference == null ? null : context.getService(reference);
        if (trail == null) {
            return false;
        }
        try {
            trail.record(entry);
            return true;
        } catch (RuntimeException | LinkageError failed) {
            if (!told) {
                LOG.warn("The audit trail does not take {} of {} now; it is tried again", entry.event(), entry.subject(),
                        Faults.withoutMessages(failed));
            }
            return false;
        } finally {
            context.ungetService(reference);
        }
    }
}
