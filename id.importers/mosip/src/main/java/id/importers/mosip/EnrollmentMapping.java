package id.importers.mosip;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.biometric.BiometricSample;
import id.api.enrollment.Document;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.IdentityException;
import id.api.value.AttributeValue;
import id.api.value.Attributes;
import id.api.value.CentreId;
import id.api.value.EnrollmentId;
import id.api.value.StationId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What becomes of the fields of MOSIP's ID schema here: settings in JSON, as docs/integrator.md tells them. Scanned
 * documents are all taken, under the names of their fields. A field that is neither mapped nor left out by name is refused:
 * nothing of a person is lost without anybody having said so.
 */
public final class EnrollmentMapping {
    private static final String STANDARD = "mosip-mapping.json";
    private static final String SCHEMA_VERSION = "1.0";
    /** What stands before the RID in the id of an enrollment. */
    private static final String ID_PREFIX = "mosip-";
    private static final Pattern TYPE_START = Pattern.compile("[A-Z].*");
    private static final Set<String> KEYS = Set.of("attributes", "biometrics", "leftOut");
    private static final Map<String, String> MEDIA_TYPES = Map.of("pdf", "application/pdf", "jpg", "image/jpeg", "jpeg", "image/jpeg",
            "png", "image/png", "tif", "image/tiff", "tiff", "image/tiff", "bmp", "image/bmp");

    private final Map<String, AttributeRule> attributes;
    private final String biometrics;
    private final Set<String> leftOut;

    private EnrollmentMapping(Map<String, AttributeRule> attributes, String biometrics, Set<String> leftOut) {
        this.attributes = attributes;
        this.biometrics = biometrics;
        this.leftOut = leftOut;
    }

    /** From MOSIP's sample ID schema to the ID schema that the embedded distribution brings. */
    public static EnrollmentMapping standard() {
        try (InputStream in = EnrollmentMapping.class.getResourceAsStream(STANDARD)) {
            return of(in.readAllBytes());
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * @param json
     *            the settings
     *
     * @throws IdentityException
     *             MAPPING_INVALID with the setting as field
     */
    public static EnrollmentMapping of(byte[] json) {
        JsonNode settings = PacketJson.object(json, ImportError.MAPPING_INVALID, "mapping");
        settings.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw AttributeRule.invalid("mapping." + key, "There is no such setting: write attributes, biometrics or leftOut");
            }
        });
        Map<String, AttributeRule> attributes = new LinkedHashMap<>();
        Set<String> used = new HashSet<>();
        for (Map.Entry<String, JsonNode> entry : settings.path("attributes").properties()) {
            AttributeRule rule = AttributeRule.of(entry.getValue(), "mapping.attributes." + entry.getKey());
            attributes.put(entry.getKey(), rule);
            rule.fields().forEach(field -> once(used, field));
        }
        String biometrics = settings.path("biometrics").asText();
        if (attributes.isEmpty() || biometrics.isEmpty()) {
            throw AttributeRule.invalid("mapping", "It must name attributes, and the field of the person's biometrics");
        }
        once(used, biometrics);
        Set<String> leftOut = Set.copyOf(AttributeRule.texts(settings.path("leftOut"), "mapping.leftOut"));
        leftOut.forEach(field -> once(used, field));
        return new EnrollmentMapping(attributes, biometrics, leftOut);
    }

    private static void once(Set<String> used, String field) {
        if (!used.add(field)) {
            throw AttributeRule.invalid("mapping", "The field " + field + " stands in it twice: say once what becomes of it");
        }
    }

    /** The id that the enrollment of a registration has: the same whenever it is imported. */
    public static EnrollmentId enrollmentId(MosipPacket packet) {
        return new EnrollmentId(ID_PREFIX + packet.rid());
    }

    /**
     * The enrollment that a packet is.
     *
     * @param capturedAt
     *            when it is taken over
     *
     * @throws IdentityException
     *             FIELD_NOT_MAPPED, INVALID_VALUE or an error about a sample, with MOSIP's name of the field
     */
    public EnrollmentPacket apply(MosipPacket packet, Instant capturedAt) {
        Map<String, FieldValue> rest = new LinkedHashMap<>(packet.fields());
        rest.keySet().removeAll(leftOut);
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        attributes.forEach((attribute, rule) -> rule.apply(rest).ifPresent(value -> values.put(attribute, value)));
        List<BiometricSample> samples = samples(rest.remove(biometrics));
        List<Document> documents = new ArrayList<>();
        rest.forEach((field, value) -> {
            if (!(value instanceof FieldValue.Scan scan)) {
                throw new IdentityException(ImportError.FIELD_NOT_MAPPED, field,
                        "The mapping does not say what becomes of it: add it to an attribute or to leftOut");
            }
            documents.add(document(field, scan));
        });
        return new EnrollmentPacket(enrollmentId(packet), capturedAt, new Attributes(SCHEMA_VERSION, values), samples, documents,
                Optional.of(new CentreId(packet.centre())), Optional.of(new StationId(packet.machine())));
    }

    private List<BiometricSample> samples(FieldValue value) {
        return switch (value) {
            case null -> List.of();
            case FieldValue.Biometrics found -> BirReader.read(found.cbeff(), biometrics);
            case FieldValue.Text ignored -> throw noBiometrics();
            case FieldValue.Texts ignored -> throw noBiometrics();
            case FieldValue.Scan ignored -> throw noBiometrics();
            case FieldValue.Unreadable ignored -> throw noBiometrics();
        };
    }

    private IdentityException noBiometrics() {
        return new IdentityException(ImportError.PACKET_MALFORMED, biometrics, "It must name a file with biometrics");
    }

    private static Document document(String field, FieldValue.Scan scan) {
        String mediaType = MEDIA_TYPES.getOrDefault(scan.format().toLowerCase(Locale.ROOT), "application/octet-stream");
        return at(field, () -> new Document(field, type(scan.type()), mediaType, scan.content()));
    }

    /** Codes of MOSIP's master data are free in their form, types of documents here are not. */
    private static String type(String code) {
        String upper = code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        String named = TYPE_START.matcher(upper).matches() ? upper : "DOCUMENT_" + upper;
        return named.length() <= 64 ? named : named.substring(0, 64);
    }

    static <T> T at(String field, Supplier<T> made) {
        try {
            return made.get();
        } catch (IdentityException wrong) {
            throw wrong.at(field);
        }
    }
}
