package id.core.plugins.install;

import java.util.Optional;

/** Sends each plugin to the host of the place where it runs. */
record PluginHosts(PluginHost inside, PluginHost outside) implements PluginHost {
    private PluginHost of(InstalledPlugin plugin) {
        return plugin.outside() ? outside : inside;
    }

    @Override
    public void start(InstalledPlugin plugin, byte[] bytes) throws Exception {
        of(plugin).start(plugin, bytes);
    }

    @Override
    public void awaitStarted(InstalledPlugin plugin) throws Exception {
        of(plugin).awaitStarted(plugin);
    }

    @Override
    public void stop(InstalledPlugin plugin) throws Exception {
        of(plugin).stop(plugin);
    }

    @Override
    public Optional<String> hopeless(InstalledPlugin plugin) {
        return of(plugin).hopeless(plugin);
    }

    @Override
    public String idle(InstalledPlugin plugin) {
        return of(plugin).idle(plugin);
    }
}
