package id.worker.wire;

import java.util.Map;
import java.util.Optional;

/**
 * One configuration.
 *
 * @param pid
 *            its name; of a factory configuration, the part after the tilde
 * @param factory
 *            the factory that it belongs to
 * @param properties
 *            the values
 */
public record Setting(String pid, Optional<String> factory, Map<String, Property> properties) {
    public Setting {
        properties = Map.copyOf(properties);
    }
}
