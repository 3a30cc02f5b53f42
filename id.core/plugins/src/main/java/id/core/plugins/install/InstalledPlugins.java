package id.core.plugins.install;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The plugins that came through the gate and run, by location. Safe for concurrent use. */
public final class InstalledPlugins {
    private final Map<String, InstalledPlugin> byLocation = new ConcurrentHashMap<>();

    void add(InstalledPlugin plugin) {
        byLocation.put(plugin.location(), plugin);
    }

    void remove(InstalledPlugin plugin) {
        byLocation.remove(plugin.location());
    }

    /** The one of a bundle's location; empty for what is part of the distribution. */
    public Optional<InstalledPlugin> at(String location) {
        return Optional.ofNullable(byLocation.get(location));
    }

    /** The one of a jar, wherever it runs; empty when it does not. */
    Optional<InstalledPlugin> ofJar(String sha256) {
        return byLocation.values().stream().filter(plugin -> plugin.sha256().equals(sha256)).findFirst();
    }

    /** Of one symbolic name. */
    List<InstalledPlugin> named(String name) {
        return byLocation.values().stream().filter(plugin -> plugin.name().equals(name)).toList();
    }

    /** All of them. */
    public Collection<InstalledPlugin> all() {
        return List.copyOf(byLocation.values());
    }

    /** Those that nobody signed, as {@code name version}. */
    List<String> unsigned() {
        return byLocation.values().stream().filter(plugin -> plugin.publisher().isEmpty())
                .map(plugin -> plugin.name() + " " + plugin.version()).sorted().toList();
    }
}
