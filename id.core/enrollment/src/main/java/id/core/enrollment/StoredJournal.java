package id.core.enrollment;

import id.api.matching.Encounter;
import id.api.matching.GalleryJournal;
import id.api.security.FieldCipher;
import id.api.storage.BiometricReferenceStore;
import id.api.value.GalleryId;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The stored references by the order in which they came. A service of its own: what engines load from may be shown to
 * plugins, this may not.
 */
@Component(service = GalleryJournal.class)
public final class StoredJournal implements GalleryJournal {
    private final BiometricReferenceStore store;
    private final StoredGallery gallery;

    @Activate
    public StoredJournal(@Reference BiometricReferenceStore store, @Reference FieldCipher cipher,
            @Reference(target = "(executor=virtual)") ExecutorService threads) {
        this.store = store;
        this.gallery = new StoredGallery(store, cipher, threads);
    }

    @Override
    public long mark(GalleryId id) {
        return store.newestOrdinal(id);
    }

    @Override
    public long loadAfter(GalleryId id, long mark, Consumer<Encounter> consumer) {
        long given = gallery.loadPlaced(id, mark, consumer).given();
        // Among those whose places were taken away may be some that came after the mark.
        return store.forgottenUpTo(id) <= mark ? given : given + gallery.load(id, consumer);
    }
}
