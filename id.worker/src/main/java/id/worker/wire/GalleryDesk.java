package id.worker.wire;

import id.api.matching.Encounter;
import id.api.value.GalleryId;
import java.util.List;

/** {@link id.api.matching.GallerySource} as it crosses: in batches, since one call for each encounter would take hours. */
public interface GalleryDesk {
    int BATCH = 200;

    long load(GalleryId gallery, Sink sink);

    /** Takes encounters. */
    interface Sink {
        void accept(List<Encounter> batch);
    }
}
