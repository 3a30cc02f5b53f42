package id.plugins.abis.sourceafis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.machinezoo.sourceafis.FingerprintCompatibility;
import com.machinezoo.sourceafis.FingerprintImage;
import com.machinezoo.sourceafis.FingerprintImageOptions;
import com.machinezoo.sourceafis.FingerprintTemplate;
import id.api.biometric.BiometricError;
import id.api.biometric.BiometricTemplate;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * From pictures and minutiae records to SourceAFIS templates and back to objects that compare. Safe for concurrent use.
 */
final class MinutiaeTemplates {
    /** SourceAFIS's own CBOR form, version 3. */
    static final String FORMAT = "SOURCEAFIS-3";

    private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

    /**
     * Templates of this process in the form that compares, which takes a millisecond to build: one that was extracted
     * is enrolled, searched with or compared moments later. An entry lives as long as somebody holds the bytes that it
     * belongs to.
     */
    private static final Map<Bytes, FingerprintTemplate> BUILT = Collections.synchronizedMap(new WeakHashMap<>());

    private final int minimumMinutiae;

    MinutiaeTemplates(int minimumMinutiae) {
        this.minimumMinutiae = minimumMinutiae;
    }

    BiometricTemplate ofImage(GrayImage image) {
        FingerprintImageOptions options = new FingerprintImageOptions().dpi(image.dpi());
        return checked(
                new FingerprintTemplate(new FingerprintImage(image.width(), image.height(), image.pixels(), options)));
    }

    /** The first finger view of an ISO/IEC 19794-2 record. */
    BiometricTemplate ofRecord(byte[] record) {
        return checked(importRecord(record));
    }

    /** Reads a record only to see whether it can be read; returns its number of minutiae. */
    int countOfRecord(byte[] record) {
        return count(importRecord(record).toByteArray());
    }

    FingerprintTemplate open(BiometricTemplate template) {
        if (!FORMAT.equals(template.format())) {
            throw new IdentityException(BiometricError.TEMPLATE_UNREADABLE, "format",
                    "Templates of format " + template.format() + " cannot be compared here: extract them again");
        }
        FingerprintTemplate built = BUILT.get(template.data());
        return built != null ? built : build(template);
    }

    /** The same, and remembers it: for references that are compared again and again. */
    FingerprintTemplate openAndRemember(BiometricTemplate template) {
        FingerprintTemplate built = open(template);
        BUILT.putIfAbsent(template.data(), built);
        return built;
    }

    private static FingerprintTemplate build(BiometricTemplate template) {
        try {
            return new FingerprintTemplate(template.data().toArray());
        } catch (RuntimeException broken) {
            throw new IdentityException(BiometricError.TEMPLATE_UNREADABLE, "data",
                    "The template does not open: extract it again", broken);
        }
    }

    private static FingerprintTemplate importRecord(byte[] record) {
        try {
            List<FingerprintTemplate> views = FingerprintCompatibility.importTemplates(record);
            if (views.size() != 1) {
                throw new IdentityException(BiometricError.SAMPLE_UNREADABLE, "data",
                        "The minutiae record holds " + views.size() + " views: send one finger view on its own");
            }
            return views.getFirst();
        } catch (IdentityException told) {
            throw told;
        } catch (RuntimeException broken) {
            throw new IdentityException(BiometricError.SAMPLE_UNREADABLE, "data",
                    "The bytes are no readable minutiae record: export or capture it again", broken);
        }
    }

    private BiometricTemplate checked(FingerprintTemplate template) {
        byte[] serialized = template.toByteArray();
        int minutiae = count(serialized);
        if (minutiae < minimumMinutiae) {
            throw new IdentityException(BiometricError.SAMPLE_WITHOUT_FEATURES, "data", "Only " + minutiae
                    + " minutiae were found and " + minimumMinutiae + " are needed: capture the finger again");
        }
        Bytes data = Bytes.of(serialized);
        BUILT.put(data, template);
        return new BiometricTemplate(FORMAT, data);
    }

    private static int count(byte[] serialized) {
        try {
            JsonNode positions = CBOR.readTree(serialized).get("positionsX");
            return positions == null ? 0 : positions.size();
        } catch (IOException broken) {
            throw new IdentityException(BiometricError.TEMPLATE_UNREADABLE, "data",
                    "The extracted template does not open", broken);
        }
    }
}
