package id.core.security;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import id.api.security.SignerRole;
import id.api.value.Bytes;
import id.api.value.CentreId;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.StationId;
import id.core.security.PacketManifest.Kind;
import id.core.security.PacketManifest.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A manifest as JSON, in both directions. */
final class ManifestJson {
    private static final String FORMAT = "idem-packet/1";
    private static final Set<String> MANIFEST = Set.of("format", "packetId", "enrollmentId", "process", "capturedAt", "centre",
            "station", "recipient", "signers", "parts");
    private static final Set<String> PART = Set.of("kind", "name", "type", "mediaType", "size", "sha256");
    private static final Pattern PACKET_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern PROCESS = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");
    private static final int SHA256_BYTES = 32;

    private ManifestJson() {}

    static byte[] write(PacketManifest manifest) {
        return PacketJson.written(json -> {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeStringField("packetId", manifest.packetId());
            json.writeStringField("enrollmentId", manifest.enrollmentId().value());
            json.writeStringField("process", manifest.process());
            json.writeStringField("capturedAt", manifest.capturedAt().toString());
            if (manifest.centre().isPresent()) {
                json.writeStringField("centre", manifest.centre().get().value());
            }
            if (manifest.station().isPresent()) {
                json.writeStringField("station", manifest.station().get().value());
            }
            json.writeStringField("recipient", manifest.recipient());
            json.writeObjectFieldStart("signers");
            for (SignerRole role : SignerRole.values()) {
                if (manifest.signers().containsKey(role)) {
                    json.writeStringField(label(role), manifest.signers().get(role).value());
                }
            }
            json.writeEndObject();
            json.writeArrayFieldStart("parts");
            for (Part part : manifest.parts()) {
                write(json, part);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Part part) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", part.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("name", part.name());
        json.writeStringField("type", part.type());
        json.writeStringField("mediaType", part.mediaType());
        json.writeNumberField("size", part.size());
        json.writeStringField("sha256", StrictBase64.encode(part.sha256().toArray()));
        json.writeEndObject();
    }

    static PacketManifest read(byte[] payload) {
        JsonNode root = PacketJson.parse(payload);
        PacketFields.onlyKnown(root, "", MANIFEST);
        if (!FORMAT.equals(PacketFields.text(root, "", "format"))) {
            throw PacketRefusal.malformed("format", "format must be " + FORMAT);
        }
        return new PacketManifest(matching(root, "packetId", PACKET_ID),
                PacketFields.at("enrollmentId", () -> new EnrollmentId(PacketFields.text(root, "", "enrollmentId"))),
                matching(root, "process", PROCESS), PacketFields.instant(PacketFields.text(root, "", "capturedAt")),
                PacketFields.optional(root, "centre", CentreId::new), PacketFields.optional(root, "station", StationId::new),
                PacketFields.text(root, "", "recipient"), signers(root), parts(root));
    }

    private static String matching(JsonNode root, String name, Pattern form) {
        String value = PacketFields.text(root, "", name);
        if (!form.matcher(value).matches()) {
            throw PacketRefusal.malformed(name, name + " must match " + form);
        }
        return value;
    }

    private static Map<SignerRole, ClientId> signers(JsonNode root) {
        JsonNode node = root.path("signers");
        PacketFields.onlyKnown(node, "signers.", Set.of("station", "operator", "supervisor"));
        Map<SignerRole, ClientId> signers = new EnumMap<>(SignerRole.class);
        for (SignerRole role : SignerRole.values()) {
            if (node.has(label(role))) {
                String name = PacketFields.text(node, "signers.", label(role));
                signers.put(role, PacketFields.at("signers." + label(role), () -> new ClientId(name)));
            }
        }
        if (!signers.containsKey(SignerRole.STATION) || Set.copyOf(signers.values()).size() != signers.size()) {
            throw PacketRefusal.malformed("signers", "signers must name a station, and each signer once");
        }
        return signers;
    }

    private static List<Part> parts(JsonNode root) {
        JsonNode node = root.path("parts");
        if (!node.isArray()) {
            throw PacketRefusal.malformed("parts", "parts must be a list");
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            parts.add(part(node.get(i), "parts[" + i + "]."));
        }
        long demographics = parts.stream().filter(part -> part.kind() == Kind.DEMOGRAPHICS).count();
        long biometrics = parts.stream().filter(part -> part.kind() == Kind.BIOMETRICS).count();
        if (demographics != 1 || biometrics > 1) {
            throw PacketRefusal.malformed("parts", "parts must hold one of demographics and at most one of biometrics");
        }
        return parts;
    }

    private static Part part(JsonNode node, String path) {
        PacketFields.onlyKnown(node, path, PART);
        String kindName = PacketFields.text(node, path, "kind");
        Kind kind = null;
        for (Kind known : Kind.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(kindName)) {
                kind = known;
            }
        }
        JsonNode size = node.path("size");
        byte[] sha256 = StrictBase64.decode(PacketFields.text(node, path, "sha256"));
        if (kind == null || !size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 1
                || sha256.length != SHA256_BYTES) {
            throw PacketRefusal.malformed(path.substring(0, path.length() - 1),
                    "A part has a kind, a size of at least 1 and a SHA-256 in base64url");
        }
        return new Part(kind, PacketFields.text(node, path, "name"), PacketFields.text(node, path, "type"),
                PacketFields.text(node, path, "mediaType"), size.longValue(), Bytes.of(sha256));
    }

    static String label(SignerRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
