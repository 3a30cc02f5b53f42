package id.core.plugins;

import id.api.plugin.PluginOrigin;
import id.core.plugins.install.InstalledPlugin;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** Where a bundle comes from. */
final class BundleOrigin {
    private BundleOrigin() {}

    /** Judges by what the gate said, and without a word of it by the location, which only the gate's own bundles have. */
    static PluginOrigin of(Bundle bundle, Optional<InstalledPlugin> installed) {
        if (installed.isPresent()) {
            String sha256 = installed.get().sha256();
            return installed.get().publisher().map(publisher -> PluginOrigin.signed(publisher, sha256))
                    .orElseGet(() -> PluginOrigin.unsigned(sha256));
        }
        String location = bundle.getLocation();
        return location.startsWith(InstalledPlugin.LOCATION)
                ? PluginOrigin.unsigned(location.substring(location.lastIndexOf(':') + 1))
                : PluginOrigin.DISTRIBUTION;
    }
}
