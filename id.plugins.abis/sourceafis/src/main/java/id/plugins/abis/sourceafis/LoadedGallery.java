package id.plugins.abis.sourceafis;

import id.api.matching.GallerySource;
import id.api.matching.GalleryStatus;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gallery and the filling of it at start. Until everything on record is in it, it says that it is not ready. */
final class LoadedGallery {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedGallery.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final int IN_FLIGHT = 4096;

    private final GalleryId id;
    private final GallerySource source;
    private final MinutiaeTemplates templates;
    private final ExecutorService threads;
    private final Gallery gallery = new Gallery();
    private final AtomicLong waiting = new AtomicLong();
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final AtomicReference<String> notReady = new AtomicReference<>("The gallery is being loaded");
    /** Withdrawn while loading: the loader may still come across them. */
    private final Set<EncounterId> withdrawnWhileLoading = ConcurrentHashMap.newKeySet();
    private volatile boolean ready;
    private volatile boolean closed;

    LoadedGallery(GalleryId id, GallerySource source, MinutiaeTemplates templates, ExecutorService threads) {
        this.id = id;
        this.source = source;
        this.templates = templates;
        this.threads = threads;
    }

    GalleryId id() {
        return id;
    }

    Gallery.Snapshot snapshot() {
        return gallery.snapshot();
    }

    boolean add(GalleryEntry entry) {
        withdrawnWhileLoading.remove(entry.encounter());
        return gallery.add(entry);
    }

    boolean remove(EncounterId encounter) {
        if (!ready) {
            withdrawnWhileLoading.add(encounter);
        }
        return gallery.remove(encounter);
    }

    GalleryStatus status() {
        return new GalleryStatus(id, gallery.snapshot().present(), waiting.get(), ready);
    }

    String whyNotReady() {
        return notReady.get();
    }

    void close() {
        closed = true;
    }

    /** Loads until it has worked, then returns. Runs on a thread of its own. */
    void load() {
        while (!closed) {
            AtomicReference<RuntimeException> broken = new AtomicReference<>();
            try {
                long started = System.nanoTime();
                long count = source.load(id, encounter -> {
                    inFlight.acquireUninterruptibly();
                    waiting.incrementAndGet();
                    threads.execute(() -> {
                        try {
                            addLoaded(GalleryEntry.of(encounter, templates));
                        } catch (RuntimeException unreadable) {
                            broken.compareAndSet(null, unreadable);
                        } finally {
                            waiting.decrementAndGet();
                            inFlight.release();
                        }
                    });
                });
                inFlight.acquireUninterruptibly(IN_FLIGHT);
                inFlight.release(IN_FLIGHT);
                if (broken.get() == null) {
                    finish(count, started);
                    return;
                }
            } catch (RuntimeException failed) {
                broken.set(failed);
            }
            if (closed) {
                return;
            }
            notReady.set("The gallery cannot be loaded: " + broken.get().getMessage());
            LOG.warn("Gallery {} cannot be loaded, next try in {} s", id.value(), RETRY.toSeconds(), broken.get());
            pause();
        }
    }

    private void finish(long count, long started) {
        ready = true;
        withdrawnWhileLoading.forEach(gallery::remove);
        withdrawnWhileLoading.clear();
        LOG.info("Gallery {} is ready: {} encounters loaded in {} ms", id.value(), count,
                (System.nanoTime() - started) / 1_000_000);
    }

    private void addLoaded(GalleryEntry entry) {
        if (!withdrawnWhileLoading.contains(entry.encounter())) {
            gallery.add(entry);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
