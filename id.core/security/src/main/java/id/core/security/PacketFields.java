package id.core.security;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.enrollment.Document;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.SecurityError;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.CentreId;
import id.api.value.EnrollmentId;
import id.api.value.StationId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** From a parsed packet to its values: every field known, of its type, and told by its path when it is wrong. */
final class PacketFields {
    private static final Set<String> PACKET = Set.of("enrollmentId", "capturedAt", "attributes", "biometrics",
            "documents", "centre", "station");
    private static final Set<String> SAMPLE = Set.of("modality", "position", "format", "data");
    private static final Set<String> DOCUMENT = Set.of("name", "type", "mediaType", "data");
    private static final int SHOWN_NAME = 64;

    private PacketFields() {}

    static EnrollmentPacket packet(JsonNode root) {
        onlyKnown(root, "", PACKET);
        EnrollmentId id = at("enrollmentId", () -> new EnrollmentId(text(root, "", "enrollmentId")));
        Instant capturedAt = instant(text(root, "", "capturedAt"));
        Attributes attributes = attributes(root.get("attributes"));
        List<BiometricSample> samples = list(root, "biometrics", PacketFields::sample);
        List<Document> documents = list(root, "documents", PacketFields::document);
        return new EnrollmentPacket(id, capturedAt, attributes, samples, documents,
                optional(root, "centre", CentreId::new), optional(root, "station", StationId::new));
    }

    private static Attributes attributes(JsonNode node) {
        if (node == null) {
            throw missing("attributes");
        }
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

    private static BiometricSample sample(JsonNode node, String path) {
        onlyKnown(node, path, SAMPLE);
        Modality modality = constant(Modality.values(), text(node, path, "modality"), path + "modality");
        Position position = Position.ofLabel(text(node, path, "position"))
                .orElseThrow(() -> malformed(path + "position", "must be a position such as right-index"));
        SampleFormat format = constant(SampleFormat.values(), text(node, path, "format"), path + "format");
        Bytes data = data(node, path);
        try {
            return new BiometricSample(modality, position, format, data);
        } catch (IdentityException wrong) {
            throw wrong.at(path + wrong.field());
        }
    }

    private static Document document(JsonNode node, String path) {
        onlyKnown(node, path, DOCUMENT);
        String name = text(node, path, "name");
        String type = text(node, path, "type");
        String mediaType = text(node, path, "mediaType");
        Bytes content = data(node, path);
        return at(path.substring(0, path.length() - 1), () -> new Document(name, type, mediaType, content));
    }

    private static <T> List<T> list(JsonNode root, String name, BiFunction<JsonNode, String, T> reader) {
        JsonNode node = root.get(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            throw malformed(name, "must be a list");
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            values.add(reader.apply(node.get(i), name + "[" + i + "]."));
        }
        return values;
    }

    private static <T> Optional<T> optional(JsonNode root, String name, Function<String, T> type) {
        return root.has(name) ? Optional.of(at(name, () -> type.apply(text(root, "", name)))) : Optional.empty();
    }

    private static String text(JsonNode node, String path, String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw missing(path + name);
        }
        if (!value.isTextual()) {
            throw malformed(path + name, "must be a text");
        }
        return value.textValue();
    }

    private static Bytes data(JsonNode node, String path) {
        try {
            return Bytes.of(Base64.getUrlDecoder().decode(text(node, path, "data")));
        } catch (IllegalArgumentException notBase64) {
            throw malformed(path + "data", "must be base64url");
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException wrong) {
            throw malformed("capturedAt", "must be an instant of ISO 8601 such as 2026-01-31T09:30:00Z");
        }
    }

    private static <E extends Enum<E>> E constant(E[] values, String name, String path) {
        for (E value : values) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        throw malformed(path, "must be one of " + List.of(values));
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

    private static void onlyKnown(JsonNode node, String path, Set<String> known) {
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

    private static <T> T at(String path, Supplier<T> value) {
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
        return new IdentityException(SecurityError.PACKET_MALFORMED, path, path + " " + mend);
    }
}
