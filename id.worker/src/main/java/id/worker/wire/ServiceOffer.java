package id.worker.wire;

import java.util.List;
import java.util.Map;

/**
 * A service of the plugin.
 *
 * @param object
 *            its handle
 * @param interfaces
 *            what it is registered under
 * @param properties
 *            its properties, those that the framework sets left out
 */
public record ServiceOffer(String object, List<String> interfaces, Map<String, Property> properties) {
    public ServiceOffer {
        interfaces = List.copyOf(interfaces);
        properties = Map.copyOf(properties);
    }
}
