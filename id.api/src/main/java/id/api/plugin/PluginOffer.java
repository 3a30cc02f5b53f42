package id.api.plugin;

import java.util.Map;

/**
 * One service that a plugin offers.
 *
 * @param plugin
 *            symbolic name of its bundle
 * @param properties
 *            its service properties
 */
public record PluginOffer(String plugin, Map<String, Object> properties) {
    public PluginOffer {
        properties = Map.copyOf(properties);
    }
}
