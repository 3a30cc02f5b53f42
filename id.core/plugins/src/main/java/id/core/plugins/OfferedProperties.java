package id.core.plugins;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service properties of a plugin as they were when it registered or changed them. The framework keeps any object as a
 * value and asks it when a filter is matched: the code of a plugin would then run on the threads of whoever calls.
 */
final class OfferedProperties {
    private static final Logger LOG = LoggerFactory.getLogger(OfferedProperties.class);
    private static final Set<Class<?>> PLAIN = Set.of(String.class, Boolean.class, Character.class, Byte.class, Short.class,
            Integer.class, Long.class, Float.class, Double.class);
    private static final int MAX_ELEMENTS = 10_000;

    private OfferedProperties() {}

    /** A copy of what has a type that OSGi allows for properties; the rest is left out and told. Keys in any case. */
    static Map<String, Object> of(ServiceReference<?> reference) {
        Map<String, Object> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String key : reference.getPropertyKeys()) {
            Object value = plain(reference.getProperty(key));
            if (value == null) {
                LOG.warn("{} offers a service whose property {} is no text, number or list of them: it is left out",
                        reference.getBundle(), Faults.line(key, 100));
            } else {
                copy.put(key, value);
            }
        }
        return Collections.unmodifiableMap(copy);
    }

    private static Object plain(Object value) {
        if (value == null || PLAIN.contains(value.getClass())) {
            return value;
        }
        if (value instanceof Collection<?> several) {
            return elements(several);
        }
        // The framework gives a copy of an array.
        Class<?> element = value.getClass().getComponentType();
        return element != null && (element.isPrimitive() || PLAIN.contains(element)) ? value : null;
    }

    private static List<Object> elements(Collection<?> several) {
        List<Object> copy = new ArrayList<>();
        try {
            for (Object each : several) {
                if (each == null || !PLAIN.contains(each.getClass()) || copy.size() == MAX_ELEMENTS) {
                    return null;
                }
                copy.add(each);
            }
            return List.copyOf(copy);
        } catch (RuntimeException | LinkageError | StackOverflowError theirs) {
            return null;
        }
    }
}
