package id.api.matching;

import id.api.value.GalleryId;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What came into a gallery since a moment. Implemented by the core, and used by it where an engine takes the place of
 * another: what was enrolled while the new one loaded must not be missing from its searches.
 */
@ProviderType
public interface GalleryJournal {
    /** A mark: every encounter on record now lies before it, every one that comes later after it. */
    long mark(GalleryId gallery);

    /**
     * Gives every encounter after a mark to {@code consumer}, on the calling thread. Others may be given too, and one
     * more than once: all of them when the mark is so old that nothing tells any more who came after it.
     *
     * @return number of encounters given
     *
     * @throws id.api.error.IdentityException
     *             when the store or the keys do not answer; some encounters may have been given
     */
    long loadAfter(GalleryId gallery, long mark, Consumer<Encounter> consumer);
}
