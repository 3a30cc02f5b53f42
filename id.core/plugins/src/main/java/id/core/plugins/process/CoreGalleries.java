package id.core.plugins.process;

import id.api.matching.Encounter;
import id.api.matching.GallerySource;
import id.api.value.GalleryId;
import id.core.plugins.install.InstalledPlugin;
import id.core.plugins.isolation.PluginBorders;
import id.worker.wire.GalleryDesk;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;

/** Gives an engine in another process the galleries to load, as the core gives them to one in its own. */
final class CoreGalleries implements GalleryDesk {
    private final CoreService<GallerySource> source;

    CoreGalleries(BundleContext context) {
        this.source = new CoreService<>(context, GallerySource.class, "The core has no galleries yet");
    }

    /** Templates of all people are for engines alone. */
    boolean areGivenTo(InstalledPlugin plugin) {
        return PluginBorders.opens(plugin.kinds(), GallerySource.class.getName());
    }

    @Override
    public long load(GalleryId gallery, Sink sink) {
        return source.ask(core -> {
            List<Encounter> batch = new ArrayList<>(BATCH);
            long given = core.load(gallery, encounter -> {
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
        });
    }
}
