package id.core.enrollment;

import id.api.biometric.BiometricTemplate;
import id.api.biometric.Position;
import id.api.biometric.PositionedTemplate;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.matching.Encounter;
import id.api.matching.GallerySource;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.security.SealedPlace;
import id.api.storage.BiometricReferenceStore;
import id.api.storage.BiometricReferenceStore.StoredEncounter;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Streams the stored references to an engine: one batch is read while the one before is opened, on all cores. */
@Component(service = GallerySource.class)
public final class StoredGallery implements GallerySource {
    private static final int BATCH = 1_000;

    private final BiometricReferenceStore store;
    private final FieldCipher cipher;
    private final ExecutorService threads;

    @Activate
    public StoredGallery(@Reference BiometricReferenceStore store, @Reference FieldCipher cipher,
            @Reference(target = "(executor=virtual)") ExecutorService threads) {
        this.store = store;
        this.cipher = cipher;
        this.threads = threads;
    }

    /** Where a sealed template lies. */
    static String context(EncounterId encounter, Position position) {
        return SealedPlace.REFERENCE.context(encounter.value() + "/" + position.label());
    }

    /**
     * One that loses its place meanwhile moves from those that are read first to those that are read then, so it is not
     * missed. Only where one that came after the beginning has lost it already, it may be: all are read again then.
     */
    @Override
    public long load(GalleryId gallery, Consumer<Encounter> consumer) {
        long given = 0;
        long newest;
        do {
            newest = store.newestOrdinal(gallery);
            Progress placed = loadPlaced(gallery, 0, consumer);
            given += placed.given();
            given += load(after -> store.loadPlaceless(gallery, after.map(StoredEncounter::encounter), BATCH), consumer).given();
            given += loadPlaced(gallery, placed.last(), consumer).given();
        } while (store.forgottenUpTo(gallery) > newest);
        return given;
    }

    /** Those alone that come after a place, as long as none of them has lost its own. */
    Progress loadPlaced(GalleryId gallery, long mark, Consumer<Encounter> consumer) {
        Progress progress = load(after -> store.load(gallery, after.map(StoredEncounter::ordinal).orElse(mark), BATCH), consumer);
        return progress.given() == 0 ? new Progress(0, mark) : progress;
    }

    /**
     * How far a stream came.
     *
     * @param given
     *            number of encounters
     * @param last
     *            ordinal of the last one
     */
    record Progress(long given, long last) {}

    /** Gives what lies behind an encounter, or behind the beginning, batch by batch. */
    private interface Batches {
        List<StoredEncounter> after(Optional<StoredEncounter> last);
    }

    private Progress load(Batches batches, Consumer<Encounter> consumer) {
        long given = 0;
        long ordinal = 0;
        List<StoredEncounter> batch = batches.after(Optional.empty());
        while (!batch.isEmpty()) {
            StoredEncounter last = batch.getLast();
            ordinal = last.ordinal();
            boolean more = batch.size() == BATCH;
            Future<List<StoredEncounter>> next = more ? threads.submit(() -> batches.after(Optional.of(last))) : null;
            for (Encounter encounter : batch.parallelStream().map(this::opened).toList()) {
                consumer.accept(encounter);
                given++;
            }
            batch = more ? result(next) : List.of();
        }
        return new Progress(given, ordinal);
    }

    private Encounter opened(StoredEncounter stored) {
        return new Encounter(stored.encounter(),
                stored.references().stream().map(reference -> opened(stored.encounter(), reference)).toList());
    }

    private PositionedTemplate opened(EncounterId encounter, BiometricReferenceStore.Reference reference) {
        return new PositionedTemplate(reference.position(), new BiometricTemplate(reference.format(),
                cipher.open(SealPurpose.BIOMETRIC, context(encounter, reference.position()), reference.template())));
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IdentityException coded) {
                throw coded;
            }
            throw new IdentityException(GeneralError.INTERNAL_FAULT, "", "The references cannot be read", failed.getCause());
        } catch (InterruptedException interrupted) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "Loading the gallery was stopped", interrupted);
        }
    }
}
