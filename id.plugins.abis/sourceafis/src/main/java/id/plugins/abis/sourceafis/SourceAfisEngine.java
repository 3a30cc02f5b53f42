package id.plugins.abis.sourceafis;

import id.api.biometric.BiometricError;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.matching.AbisEngine;
import id.api.matching.Encounter;
import id.api.matching.Enrolled;
import id.api.matching.GallerySource;
import id.api.matching.GalleryStatus;
import id.api.matching.Incomplete;
import id.api.matching.Probe;
import id.api.matching.SearchLimits;
import id.api.matching.SearchOutcome;
import id.api.matching.Withdrawn;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;

/** 1:N search over galleries in memory, spread over the cores. The gallery is loaded from the store at start. */
@Component(configurationPid = "id.plugins.abis.sourceafis", property = AbisEngine.MODALITY + "=FINGER")
@Designate(ocd = SourceAfisEngine.Config.class)
public final class SourceAfisEngine implements AbisEngine {
    /** Settings. */
    @ObjectClassDefinition(name = "SourceAFIS engine")
    public @interface Config {
        @AttributeDefinition(description = "Galleries that it serves; names of 1 to 32 lower case letters, digits and hyphens")
        String[] gallery() default "residents";

        @AttributeDefinition(description = "Threads that search; 1 to 1024, 0 for one per core")
        int threads() default 0;

        @AttributeDefinition(description = "Most encounters in one gallery; 1 to 100,000,000. About 20 KB of heap each with two fingers")
        int maxEncounters() default 5_000_000;
    }

    private final Map<GalleryId, LoadedGallery> galleries = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    private final MinutiaeTemplates templates = new MinutiaeTemplates(1);
    private final PromiseFactory promises = new PromiseFactory(PromiseFactory.inlineExecutor());
    private final ExecutorService threads;
    private final int threadCount;
    private final int maxEncounters;

    @Activate
    public SourceAfisEngine(Config config, @Reference GallerySource source) {
        if (config.threads() < 0 || config.threads() > 1024) {
            throw new IllegalArgumentException("threads must be 0 to 1024 and is " + config.threads());
        }
        if (config.maxEncounters() < 1 || config.maxEncounters() > 100_000_000) {
            throw new IllegalArgumentException(
                    "maxEncounters must be 1 to 100,000,000 and is " + config.maxEncounters());
        }
        this.maxEncounters = config.maxEncounters();
        this.threadCount = config.threads() == 0 ? Runtime.getRuntime().availableProcessors() : config.threads();
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(threadCount,
                Thread.ofPlatform().daemon().name("sourceafis-", 0).factory());
        for (String name : config.gallery()) {
            LoadedGallery gallery = new LoadedGallery(new GalleryId(name), source, templates, threads);
            galleries.put(gallery.id(), gallery);
            Thread.ofPlatform().daemon().name("sourceafis-load-" + number.getAndIncrement()).start(gallery::load);
        }
    }

    @Deactivate
    void stop() {
        galleries.values().forEach(LoadedGallery::close);
        threads.shutdownNow();
    }

    @Override
    public Promise<Enrolled> enroll(GalleryId gallery, Encounter encounter) {
        return answer(() -> {
            LoadedGallery target = find(gallery);
            if (target.status().encounters() >= maxEncounters) {
                throw new IdentityException(BiometricError.GALLERY_FULL, "gallery",
                        "The gallery holds " + maxEncounters + " encounters: raise maxEncounters and the memory");
            }
            return new Enrolled(encounter.id(), !target.add(GalleryEntry.of(encounter, templates)));
        });
    }

    @Override
    public Promise<Withdrawn> withdraw(GalleryId gallery, EncounterId encounter) {
        return answer(() -> new Withdrawn(encounter, find(gallery).remove(encounter)));
    }

    @Override
    public GalleryStatus status(GalleryId gallery) {
        return find(gallery).status();
    }

    @Override
    public Promise<SearchOutcome> identify(GalleryId gallery, Probe probe, SearchLimits limits) {
        try {
            LoadedGallery target = find(gallery);
            if (!target.status().ready()) {
                return promises.resolved(new Incomplete(target.whyNotReady(), List.of()));
            }
            return start(new GallerySearch(probe, limits, target.snapshot(), FirstStage.EVERYTHING, templates));
        } catch (IdentityException refused) {
            return promises.failed(refused);
        }
    }

    private Promise<SearchOutcome> start(GallerySearch search) {
        Deferred<SearchOutcome> answer = promises.deferred();
        int helpers = Math.max(1, Math.min(threadCount, search.chunks()));
        AtomicInteger running = new AtomicInteger(helpers);
        AtomicInteger failed = new AtomicInteger();
        Runnable part = () -> {
            try {
                search.work();
            } catch (RuntimeException | Error broken) {
                // The whole search fails with its first broken part: a part that was not compared is no negative
                // answer.
                if (failed.getAndIncrement() == 0) {
                    answer.fail(new IdentityException(BiometricError.MATCHER_FAILED, "",
                            "The comparison broke: " + broken, broken));
                }
            } finally {
                if (running.decrementAndGet() == 0 && failed.get() == 0) {
                    answer.resolve(search.outcome());
                }
            }
        };
        try {
            for (int i = 0; i < helpers; i++) {
                threads.execute(part);
            }
        } catch (RejectedExecutionException stopping) {
            return promises
                    .failed(new IdentityException(GeneralError.UNAVAILABLE, "", "The engine is stopping", stopping));
        }
        return answer.getPromise();
    }

    private <T> Promise<T> answer(java.util.concurrent.Callable<T> work) {
        try {
            return promises.resolved(work.call());
        } catch (Exception refused) {
            return promises.failed(refused);
        }
    }

    private LoadedGallery find(GalleryId gallery) {
        LoadedGallery found = galleries.get(gallery);
        if (found == null) {
            throw new IdentityException(GeneralError.NOT_FOUND, "gallery",
                    "This engine does not serve the gallery: see its setting gallery");
        }
        return found;
    }
}
