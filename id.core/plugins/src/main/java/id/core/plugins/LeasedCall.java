package id.core.plugins;

import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginPaused;
import id.core.plugins.PluginBreaker.Permission;
import java.util.concurrent.TimeoutException;

/** The books on one call that was let in: what it tells the breaker and the statistics of its plugin. */
final class LeasedCall {
    private static final TimeoutException LATE = new TimeoutException();

    private final Lease lease;
    private final Permission permission;
    private final long begun;

    /**
     * @param begun
     *            {@link System#nanoTime()} when it was handed to the plugin
     */
    LeasedCall(Lease lease, Permission permission, long begun) {
        this.lease = lease;
        this.permission = permission;
        this.begun = begun;
        lease.statistics().called();
    }

    /** It never reached the plugin. */
    void withdrawn() {
        lease.breaker().withdrawn(permission);
    }

    /** It came to its end for its caller; false when that tells nothing of the plugin. */
    boolean ended(PluginOutcome<?> outcome) {
        long now = System.nanoTime();
        long nanos = now - begun;
        lease.statistics().took(nanos, now);
        switch (outcome) {
            // A wrong question is the asker's fault: whoever refuses it works.
            case PluginOutcome.Answered<?> answered -> lease.breaker().succeeded(permission, nanos);
            case PluginOutcome.Refused<?> refused -> lease.breaker().succeeded(permission, nanos);
            case PluginOutcome.TimedOut<?> late -> lease.breaker().failed(permission, nanos, LATE);
            case PluginOutcome.Failed<?>(String why, Throwable cause) -> {
                if (cause instanceof InterruptedException && Thread.currentThread().isInterrupted()
                        || PluginPaused.in(cause).isPresent()) {
                    lease.breaker().withdrawn(permission);
                    return false;
                } else {
                    lease.breaker().failed(permission, nanos, cause == null ? LATE : cause);
                }
            }
            case PluginOutcome.Paused<?> paused -> {
                lease.statistics().keptOut();
                lease.breaker().withdrawn(permission);
            }
            case PluginOutcome.Absent<?> absent -> lease.breaker().withdrawn(permission);
        }
        return true;
    }
}
