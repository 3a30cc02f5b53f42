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
import id.api.storage.BiometricReferenceStore;
import id.api.storage.BiometricReferenceStore.StoredEncounter;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import java.util.List;
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
        return "reference/" + encounter.value() + "/" + position.label();
    }

    @Override
    public long load(GalleryId gallery, Consumer<Encounter> consumer) {
        return loadAfter(gallery, -1, consumer);
    }

    /** The same from a place on. */
    long loadAfter(GalleryId gallery, long mark, Consumer<Encounter> consumer) {
        long given = 0;
        List<StoredEncounter> batch = store.load(gallery, mark, BATCH);
        while (!batch.isEmpty()) {
            long last = batch.getLast().ordinal();
            boolean more = batch.size() == BATCH;
            Future<List<StoredEncounter>> next = more ? threads.submit(() -> store.load(gallery, last, BATCH)) : null;
            for (Encounter encounter : batch.parallelStream().map(this::opened).toList()) {
                consumer.accept(encounter);
                given++;
            }
            batch = more ? result(next) : List.of();
        }
        return given;
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
