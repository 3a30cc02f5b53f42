package id.core.http.console;

import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginStatus;
import java.util.List;
import java.util.Optional;

/** What every page says first while plugins are installed for which nobody answers. */
final class UnsignedBanner {
    private UnsignedBanner() {}

    /** HTML; empty when every plugin is signed or came with the distribution. */
    static String of(Optional<PluginRegistry> plugins) {
        List<String> names = plugins.map(PluginRegistry::plugins).orElse(List.of()).stream()
                .filter(plugin -> plugin.origin().isUnsigned()).map(UnsignedBanner::name).distinct().toList();
        return names.isEmpty()
                ? ""
                : "<p class=\"banner\" id=\"unsigned\" role=\"alert\">Unsigned plugins are installed: "
                        + Pages.escaped(String.join(", ", names))
                        + ". Nobody answers for what they do. Production refuses them.</p>";
    }

    private static String name(PluginStatus plugin) {
        return plugin.name() + " " + plugin.version();
    }
}
