package id.core.plugins.install;

import id.api.matching.AbisEngine;
import id.api.matching.Encounter;
import id.api.matching.GalleryJournal;
import id.api.value.GalleryId;
import id.core.plugins.PluginAdmission.OfferedService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an engine that takes the place of others, or comes beside them, has missed: everything enrolled since before it began to load. A gap
 * here would be a person whom no later search finds.
 */
final class GalleryHandover {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final GalleryJournal journal;
    private final Map<GalleryId, Long> marks = new HashMap<>();

    /**
     * Before the new engine is started.
     *
     * @param old
     *            the engines that are there
     */
    GalleryHandover(GalleryJournal journal, List<OfferedService> old) {
        this.journal = journal;
        for (GalleryId gallery : galleries(old)) {
            marks.put(gallery, journal.mark(gallery));
        }
    }

    static boolean isNeeded(List<OfferedService> services) {
        return services.stream().anyMatch(service -> service.kinds().contains(AbisEngine.class.getSimpleName()));
    }

    private static Set<GalleryId> galleries(List<OfferedService> services) {
        return services.stream().filter(service -> isNeeded(List.of(service))).flatMap(service -> PluginProbe.galleries(service).stream())
                .collect(Collectors.toSet());
    }

    /**
     * Gives the new engine what came since the marks; again for what it has is without effect. Once before the switch,
     * for most of it, and once while no call enters the others, for the rest: whoever is given to an engine is on record
     * before, so that what is still on its way into them is among the rest.
     */
    void catchUp(List<OfferedService> newcomer) {
        Set<GalleryId> served = galleries(newcomer);
        marks.replaceAll((gallery, mark) -> {
            long next = journal.mark(gallery);
            if (served.contains(gallery)) {
                AbisEngine engine = engine(newcomer, gallery);
                journal.loadAfter(gallery, mark, encounter -> enroll(engine, gallery, encounter));
            }
            return next;
        });
    }

    private static void enroll(AbisEngine engine, GalleryId gallery, Encounter encounter) {
        try {
            BoundedWork.run("take an encounter over", LIMIT, () -> {
                Throwable failure = engine.enroll(gallery, encounter).getFailure();
                if (failure != null) {
                    throw new IllegalStateException(failure);
                }
                return true;
            });
        } catch (BoundedWork.Hanging | java.util.concurrent.ExecutionException broken) {
            throw new IllegalStateException("The new engine did not take an encounter that the old one has", broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The take-over was stopped", stopped);
        }
    }

    private static AbisEngine engine(List<OfferedService> services, GalleryId gallery) {
        Stream<OfferedService> serving = services.stream().filter(service -> PluginProbe.galleries(service).contains(gallery));
        OfferedService service = serving.findFirst()
                .orElseThrow(() -> new IllegalStateException("The new engine does not serve the gallery " + gallery.value()));
        try {
            return (AbisEngine) service.fetch().orElseThrow(() -> new IllegalStateException("The new engine is gone"));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The take-over was stopped", stopped);
        }
    }
}
