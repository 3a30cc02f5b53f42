package id.core.access;

import id.api.storage.AccessStore;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes sessions, requests and entries of the hotlist that have ended. */
@Component(service = {}, immediate = true)
public final class Purge {
    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
    private static final long EVERY_MINUTES = 60;

    private final AccessStore store;
    private final InstantSource clock;
    private final ScheduledFuture<?> task;

    @Activate
    public Purge(@Reference AccessStore store, @Reference InstantSource clock,
            @Reference(target = "(executor=timer)") ScheduledExecutorService timer) {
        this.store = store;
        this.clock = clock;
        this.task = timer.scheduleWithFixedDelay(this::run, EVERY_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    private void run() {
        try {
            store.purge(clock.instant());
        } catch (RuntimeException failed) {
            LOG.warn("What has ended about access could not be removed; the next try is in an hour", failed);
        }
    }

    @Deactivate
    public void stop() {
        task.cancel(false);
    }
}
