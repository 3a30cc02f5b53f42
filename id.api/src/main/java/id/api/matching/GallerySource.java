package id.api.matching;

import id.api.value.GalleryId;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where an engine that keeps no store of its own loads its galleries from: all references on record, opened, in an
 * order that means nothing. Implemented by the core; used by engines when they start.
 */
@ProviderType
public interface GallerySource {
    /**
     * Gives every encounter of a gallery to {@code consumer}, on the calling thread, in batches of its own choosing.
     * May take minutes for a large gallery. All that were on record when it began are given; one may be given more than
     * once.
     *
     * @return number of encounters given
     *
     * @throws id.api.error.IdentityException
     *             when the store or the keys do not answer; some encounters may have been given
     */
    long load(GalleryId gallery, Consumer<Encounter> consumer);
}
