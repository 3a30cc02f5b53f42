package id.core.plugins.process;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.matching.Encounter;
import id.api.matching.GallerySource;
import id.api.value.GalleryId;
import id.core.plugins.install.InstalledPlugin;
import id.worker.wire.GalleryDesk;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Gives an engine in another process the galleries to load, as the core gives them to one in its own. */
final class CoreGalleries implements GalleryDesk {
    private static final String ABIS = "abis";

    private final BundleContext context;

    CoreGalleries(BundleContext context) {
        this.context = context;
    }

    /** Templates of all people are for engines alone. */
    boolean areGivenTo(InstalledPlugin plugin) {
        return plugin.kinds().contains(ABIS);
    }

    @Override
    public long load(GalleryId gallery, Sink sink) {
        ServiceReference<GallerySource> reference = context.getServiceReference(GallerySource.class);
        if (reference == null) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "The core has no galleries yet");
        }
        try {
            List<Encounter> batch = new ArrayList<>(BATCH);
            long given = context.getService(reference).load(gallery, encounter -> {
                batch.add(encounter);
                if (batch.size() == BATCH) {
                    sink.accept(List.copyOf(batch));
                    batch.clear();
                }
            });
            if (!batch.isEmpty()) {
                sink.accept(List.copyOf(batch));
            }
            return given;
        } finally {
            context.ungetService(reference);
        }
    }
}
