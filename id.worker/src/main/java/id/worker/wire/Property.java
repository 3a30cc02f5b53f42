package id.worker.wire;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a service property or a setting, with its type: filters and components tell an {@code Integer} from a
 * {@code Long}.
 *
 * @param type
 *            of the value, or of each value
 * @param many
 *            whether it is an array
 * @param texts
 *            the values; exactly one unless {@code many}
 */
public record Property(Type type, boolean many, List<String> texts) {
    private static final int MOST = 10_000;

    /** The types that cross. */
    public enum Type {
        STRING, INTEGER, LONG, DOUBLE, FLOAT, BOOLEAN, BYTE, SHORT, CHARACTER;

        private static Optional<Type> of(Object value) {
            return Optional.ofNullable(switch (value) {
                case String text -> STRING;
                case Integer number -> INTEGER;
                case Long number -> LONG;
                case Double number -> DOUBLE;
                case Float number -> FLOAT;
                case Boolean flag -> BOOLEAN;
                case Byte number -> BYTE;
                case Short number -> SHORT;
                case Character character -> CHARACTER;
                case null, default -> null;
            });
        }

        private Object parse(String text) {
            return switch (this) {
                case STRING -> text;
                case INTEGER -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case FLOAT -> Float.valueOf(text);
                case BOOLEAN -> Boolean.valueOf(text);
                case BYTE -> Byte.valueOf(text);
                case SHORT -> Short.valueOf(text);
                case CHARACTER -> text.charAt(0);
            };
        }
    }

    public Property {
        texts = List.copyOf(texts);
        if (texts.size() > MOST || (!many && texts.size() != 1)) {
            throw new IllegalArgumentException("a property has one value, or is an array of at most " + MOST);
        }
    }

    /** The property that holds a value; empty when values of its type do not cross. */
    public static Optional<Property> of(Object value) {
        List<Object> values = new ArrayList<>();
        boolean many = true;
        if (value instanceof Collection<?> collection) {
            values.addAll(collection);
        } else if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                values.add(Array.get(value, i));
            }
        } else {
            values.add(value);
            many = false;
        }
        Type type = values.isEmpty() ? Type.STRING : Type.of(values.getFirst()).orElse(null);
        for (Object each : values) {
            if (type == null || Type.of(each).orElse(null) != type) {
                return Optional.empty();
            }
        }
        return Optional.of(new Property(type, many, values.stream().map(Object::toString).toList()));
    }

    /** The value: of an array, an array of {@code String} or of the wrapper type. */
    public Object value() {
        if (!many) {
            return type.parse(texts.getFirst());
        }
        Object first = texts.isEmpty() ? "" : type.parse(texts.getFirst());
        Object array = Array.newInstance(first.getClass(), texts.size());
        for (int i = 0; i < texts.size(); i++) {
            Array.set(array, i, type.parse(texts.get(i)));
        }
        return array;
    }

    /** The entries of a dictionary whose values cross. */
    public static Map<String, Property> all(Dictionary<String, Object> values) {
        Map<String, Property> properties = new HashMap<>();
        for (Enumeration<String> keys = values.keys(); keys.hasMoreElements();) {
            String key = keys.nextElement();
            of(values.get(key)).ifPresent(property -> properties.put(key, property));
        }
        return properties;
    }

    public static Dictionary<String, Object> values(Map<String, Property> properties) {
        Dictionary<String, Object> values = new Hashtable<>();
        properties.forEach((key, property) -> values.put(key, property.value()));
        return values;
    }

    /** Settings may be secret. */
    @Override
    public String toString() {
        return "Property[" + type + ", ***]";
    }
}
