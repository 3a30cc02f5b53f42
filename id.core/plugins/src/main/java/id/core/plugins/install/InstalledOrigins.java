package id.core.plugins.install;

import id.core.plugins.PluginOrigins;
import id.core.plugins.process.RunningPlugin;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** What the gate said of each plugin that runs, and where it runs. */
record InstalledOrigins(InstalledPlugins installed, ProcessHost outside) implements PluginOrigins {
    @Override
    public Optional<InstalledPlugin> of(Bundle bundle) {
        return installed.at(bundle.getLocation());
    }

    @Override
    public Optional<RunningPlugin> process(Bundle bundle) {
        return outside.at(bundle.getLocation());
    }
}
