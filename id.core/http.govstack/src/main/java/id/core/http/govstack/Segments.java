package id.core.http.govstack;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The segments of a biometric information record (ISO/IEC 19785-3 in JSON) as samples. */
final class Segments {
    private Segments() {}

    /** The published document says {@code segment}, the specification's text {@code segments}: both are read. */
    static List<BiometricSample> of(JsonNode biometrics) {
        List<BiometricSample> samples = new ArrayList<>();
        for (String name : List.of("segment", "segments")) {
            JsonNode list = biometrics.path(name);
            if (!list.isMissingNode() && !list.isArray()) {
                throw new IdentityException(GeneralError.INVALID_VALUE, "request.biometrics." + name, "This is a list");
            }
            for (int i = 0; i < list.size(); i++) {
                samples.add(sample(list.get(i), "request.biometrics." + name + "[" + i + "]"));
            }
        }
        return samples;
    }

    private static BiometricSample sample(JsonNode segment, String place) {
        Position position = position(segment.path("bdbInfo"), place + ".bdbInfo");
        Bytes data = data(segment.path("bdb"), place + ".bdb");
        SampleFormat format = SampleFormat.detect(data)
                .orElseThrow(() -> new IdentityException(BiometricError.SAMPLE_FORMAT_UNSUPPORTED, place + ".bdb",
                        "Send PNG, JPEG, JPEG 2000, WSQ, BMP, TIFF or a record of ISO/IEC 19794"));
        try {
            return new BiometricSample(position.modality(), position, format, data);
        } catch (IdentityException wrong) {
            throw wrong.at(place + ".bdb");
        }
    }

    private static Bytes data(JsonNode bdb, String place) {
        JsonNode text = bdb.isArray() && bdb.size() == 1 ? bdb.get(0) : bdb;
        if (!text.isTextual() || text.asText().isEmpty()) {
            throw new IdentityException(BiometricError.SAMPLE_EMPTY, place,
                    "One base64 text, alone or as the only element of a list");
        }
        return decoded(text.asText(), place);
    }

    /** Both alphabets of base64 are in use among senders. */
    static Bytes decoded(String base64, String place) {
        try {
            boolean urlSafe = base64.indexOf('-') >= 0 || base64.indexOf('_') >= 0;
            return Bytes.of((urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(base64));
        } catch (IllegalArgumentException notBase64) {
            throw new IdentityException(GeneralError.INVALID_VALUE, place, "This is no base64");
        }
    }

    static Position position(JsonNode info, String place) {
        String type = words(info.path("type"));
        String subtype = words(info.path("subtype"));
        Optional<Position> position = switch (type) {
            case "FACE" -> Optional.of(Position.FACE);
            case "IRIS" -> subtype.isEmpty() ? Optional.of(Position.UNKNOWN_IRIS) : Position.ofLabel(subtype + "_IRIS");
            case "FINGER" -> subtype.isEmpty() ? Optional.of(Position.UNKNOWN_FINGER)
                    : Position.ofLabel(subtype.replaceAll("_?FINGER$", ""));
            default -> Optional.empty();
        };
        return position.filter(found -> found.modality().name().equals(type))
                .orElseThrow(() -> new IdentityException(GeneralError.INVALID_VALUE, place,
                        "type is FACE, FINGER or IRIS; subtype such as [\"Left\", \"IndexFinger\"]"));
    }

    /** {@code ["Left", "LittleFinger"]} and {@code "Left LittleFinger"} as {@code LEFT_LITTLEFINGER}. */
    private static String words(JsonNode node) {
        List<String> words = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(word -> words.add(word.isTextual() ? word.asText() : word.path("value").asText("?")));
        } else if (node.isTextual()) {
            words.add(node.asText());
        }
        return String.join(" ", words).strip().toUpperCase(Locale.ROOT).replaceAll("[ _-]+", "_");
    }
}
