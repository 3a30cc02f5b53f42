package id.core.http.osia;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What a JSON value must look like: as much of a schema as the OSIA documents use. Errors name the place, no value. */
interface Shape {
    /** Throws INVALID_VALUE, MISSING_VALUE or UNKNOWN_FIELD with {@code place} as field. */
    void check(JsonNode value, String place);

    static IdentityException wrong(ErrorCode code, String place, String mend) {
        return new IdentityException(code, place, mend);
    }

    private static Shape kind(Predicate<JsonNode> test, String mend) {
        return (value, place) -> {
            if (!test.test(value)) {
                throw wrong(GeneralError.INVALID_VALUE, place, mend);
            }
        };
    }

    Shape TEXT = kind(JsonNode::isTextual, "This is a text");
    Shape WHOLE = kind(JsonNode::isIntegralNumber, "This is a whole number");
    Shape FLAG = kind(JsonNode::isBoolean, "This is true or false");
    Shape OPEN = kind(JsonNode::isObject, "This is an object");
    Shape SCALAR = kind(value -> value.isTextual() || value.isNumber() || value.isBoolean(),
            "This is a text, a number, true or false");
    Shape DATE_TIME = kind(value -> value.isTextual() && isDateTime(value.asText()),
            "This is a date and time such as 2019-05-21T12:00:00+01:00");

    private static boolean isDateTime(String text) {
        try {
            java.time.OffsetDateTime.parse(text);
            return true;
        } catch (java.time.format.DateTimeParseException no) {
            return false;
        }
    }

    static Shape oneOf(String... names) {
        Set<String> known = Set.of(names);
        return kind(value -> value.isTextual() && known.contains(value.asText()), "One of " + List.of(names));
    }

    static Shape listOf(Shape element, int least) {
        return (value, place) -> {
            if (!value.isArray() || value.size() < least) {
                throw wrong(GeneralError.INVALID_VALUE, place, "This is a list of at least " + least);
            }
            for (int i = 0; i < value.size(); i++) {
                element.check(value.get(i), place + "[" + i + "]");
            }
        };
    }

    /** Something that the documents allow and this server does not do: refused rather than passed over. */
    static Shape unsupported(String why) {
        return (value, place) -> {
            if (!value.isArray() || !value.isEmpty()) {
                throw wrong(GeneralError.INVALID_VALUE, place, why);
            }
        };
    }

    static Fields fields() {
        return new Fields();
    }

    /** An object with these fields and no other. */
    final class Fields implements Shape {
        private final Map<String, Shape> known = new LinkedHashMap<>();
        private final Set<String> required = new java.util.LinkedHashSet<>();

        Fields may(String name, Shape shape) {
            known.put(name, shape);
            return this;
        }

        Fields must(String name, Shape shape) {
            required.add(name);
            return may(name, shape);
        }

        @Override
        public void check(JsonNode value, String place) {
            if (!value.isObject()) {
                throw wrong(GeneralError.INVALID_VALUE, place, "This is an object");
            }
            String prefix = place.isEmpty() ? "" : place + ".";
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                Shape shape = known.get(field.getKey());
                if (shape == null) {
                    throw wrong(GeneralError.UNKNOWN_FIELD, prefix + field.getKey(),
                            "No such field here: correct its name or leave it out");
                }
                shape.check(field.getValue(), prefix + field.getKey());
            }
            for (String name : required) {
                if (!value.has(name)) {
                    throw wrong(GeneralError.MISSING_VALUE, prefix + name, "Give it: it is required");
                }
            }
        }
    }
}
