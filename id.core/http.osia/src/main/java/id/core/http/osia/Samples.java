package id.core.http.osia;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** {@code BiometricData} as samples. */
final class Samples {
    /** Where the bytes of a reference are: URI and its place in the body to the bytes. */
    private final BiFunction<String, String, Bytes> references;

    Samples(BiFunction<String, String, Bytes> references) {
        this.references = references;
    }

    /** For requests that hold everything themselves. */
    static Samples inline() {
        return new Samples((uri, place) -> {
            throw new IdentityException(GeneralError.INVALID_VALUE, place, "Send the content itself, not a reference");
        });
    }

    List<BiometricSample> of(JsonNode biometricData) {
        List<BiometricSample> samples = new ArrayList<>();
        for (int i = 0; i < biometricData.size(); i++) {
            sample(biometricData.get(i), "biometricData[" + i + "]").ifPresent(samples::add);
        }
        return samples;
    }

    /** Empty for an entry that only tells what is missing of a body. */
    private Optional<BiometricSample> sample(JsonNode data, String place) {
        Optional<Bytes> image = content(data, "image", "imageRef", place);
        Optional<Bytes> template = image.isPresent() ? Optional.empty()
                : content(data, "template", "templateRef", place);
        if (image.isEmpty() && template.isEmpty()) {
            if (data.path("missing").size() > 0) {
                return Optional.empty();
            }
            throw new IdentityException(BiometricError.SAMPLE_EMPTY, place, "Send an image or a template");
        }
        Position position = position(data, place);
        Bytes bytes = image.or(() -> template).orElseThrow();
        SampleFormat format = SampleFormat.detect(bytes)
                .orElseThrow(() -> new IdentityException(BiometricError.SAMPLE_FORMAT_UNSUPPORTED, place,
                        "Send PNG, JPEG, JPEG 2000, WSQ, BMP, TIFF or a record of ISO/IEC 19794"));
        try {
            return Optional.of(new BiometricSample(position.modality(), position, format, bytes));
        } catch (IdentityException wrong) {
            throw wrong.at(place);
        }
    }

    private Optional<Bytes> content(JsonNode data, String value, String reference, String place) {
        if (data.hasNonNull(value)) {
            return Optional.of(decoded(data.path(value).asText(), place + "." + value));
        }
        return data.hasNonNull(reference)
                ? Optional.of(references.apply(data.path(reference).asText(), place + "." + reference))
                : Optional.empty();
    }

    static Bytes decoded(String base64, String place) {
        try {
            Bytes bytes = Bytes.of(Base64.getDecoder().decode(base64));
            if (bytes.size() == 0) {
                throw new IdentityException(BiometricError.SAMPLE_EMPTY, place, "No bytes: send it again");
            }
            return bytes;
        } catch (IllegalArgumentException notBase64) {
            throw new IdentityException(GeneralError.INVALID_VALUE, place, "This is no base64");
        }
    }

    static Position position(JsonNode data, String place) {
        String type = data.path("biometricType").asText();
        String sub = data.path("biometricSubType").asText("");
        Optional<Position> position = switch (type) {
            case "FINGER" -> sub.isEmpty() || sub.equals("UNKNOWN") ? Optional.of(Position.UNKNOWN_FINGER)
                    : Position.ofLabel(sub).filter(known -> known.modality() == Modality.FINGER);
            case "IRIS" -> switch (sub) {
                case "", "UNKNOWN", "EYE_UNDEF" -> Optional.of(Position.UNKNOWN_IRIS);
                case "EYE_RIGHT" -> Optional.of(Position.RIGHT_IRIS);
                case "EYE_LEFT" -> Optional.of(Position.LEFT_IRIS);
                default -> Optional.empty();
            };
            case "FACE" -> sub.isEmpty() || sub.equals("PORTRAIT") || sub.equals("UNKNOWN") ? Optional.of(Position.FACE)
                    : Optional.empty();
            default -> Optional.empty();
        };
        return position.orElseThrow(() -> new IdentityException(GeneralError.INVALID_VALUE, place + ".biometricSubType",
                "Send each finger, iris and the portrait alone; no palms, profiles, "
                        + "signatures or several fingers in one image"));
    }
}
