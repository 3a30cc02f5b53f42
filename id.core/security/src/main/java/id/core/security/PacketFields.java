package id.core.security;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Attributes;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** From parsed JSON of a packet to its values: every field known, of its type, and told by its path when it is wrong. */
final class PacketFields {
    private static final int SHOWN_NAME = 64;

    private PacketFields() {}

    static Attributes attributes(JsonNode node) {
        if (!node.isObject()) {
            throw malformed("attributes", "must be an object");
        }
        String version = text(node, "attributes.", PacketJson.SCHEMA_VERSION);
        Map<String, Object> plain = new LinkedHashMap<>();
        node.properties().forEach(member -> {
            if (!member.getKey().equals(PacketJson.SCHEMA_VERSION)) {
                plain.put(member.getKey(), plain(member.getValue()));
            }
        });
        try {
            return Attributes.ofPlain(version, plain);
        } catch (IdentityException wrong) {
            throw wrong.at("attributes." + shown(wrong.field()));
        }
    }

    static <T> Optional<T> optional(JsonNode root, String name, Function<String, T> type) {
        return root.has(name) ? Optional.of(at(name, () -> type.apply(text(root, "", name)))) : Optional.empty();
    }

    static String text(JsonNode node, String path, String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw missing(path + name);
        }
        if (!value.isTextual()) {
            throw malformed(path + name, "must be a text");
        }
        return value.textValue();
    }

    static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException wrong) {
            throw malformed("capturedAt", "must be an instant of ISO 8601 such as 2026-01-31T09:30:00Z");
        }
    }

    /** What {@link Attributes#ofPlain} takes; what it does not take it refuses by the attribute's name. */
    private static Object plain(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.textValue();
            case NUMBER -> node.numberValue();
            case BOOLEAN -> node.booleanValue();
            case ARRAY -> {
                List<Object> values = new ArrayList<>();
                node.forEach(value -> values.add(plain(value)));
                yield values;
            }
            case OBJECT -> {
                Map<String, Object> values = new LinkedHashMap<>();
                node.properties().forEach(member -> values.put(member.getKey(), plain(member.getValue())));
                yield values;
            }
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }

    static void onlyKnown(JsonNode node, String path, Set<String> known) {
        String place = path.isEmpty() ? "packet" : path.substring(0, path.length() - 1);
        if (!node.isObject()) {
            throw malformed(place, "must be an object");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IdentityException(GeneralError.UNKNOWN_FIELD, path + shown(name),
                        "The packet format knows no such field: leave it out");
            }
        });
    }

    static <T> T at(String path, Supplier<T> value) {
        try {
            return value.get();
        } catch (IdentityException wrong) {
            throw wrong.at(path);
        }
    }

    /** A name that came from outside, harmless in a log and in an answer. */
    private static String shown(String name) {
        String harmless = name.replaceAll("[^A-Za-z0-9_.\\- ]", "?");
        return harmless.length() > SHOWN_NAME ? harmless.substring(0, SHOWN_NAME) : harmless;
    }

    private static IdentityException missing(String path) {
        return new IdentityException(GeneralError.MISSING_VALUE, path, "The packet must have this field");
    }

    private static IdentityException malformed(String path, String mend) {
        return PacketRefusal.malformed(path, path + " " + mend);
    }
}
