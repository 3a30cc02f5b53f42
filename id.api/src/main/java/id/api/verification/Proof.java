package id.api.verification;

import id.api.biometric.BiometricSample;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.AttributeValue;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** One proof of one kind. */
public sealed interface Proof {
    /** Name of the factor that checks it. */
    String factor();

    /** A captured sample. Factor {@code finger}, {@code iris} or {@code face}, after its modality. */
    record SampleProof(BiometricSample sample) implements Proof {
        public SampleProof {
            Objects.requireNonNull(sample, "sample");
        }

        @Override
        public String factor() {
            return sample.modality().name().toLowerCase(Locale.ROOT);
        }
    }

    /** Attributes that the person states; all must agree. Factor {@code demographic}. */
    record AttributesProof(Map<String, AttributeValue> attributes) implements Proof {
        public AttributesProof {
            attributes = Map.copyOf(attributes);
            if (attributes.isEmpty()) {
                throw new IdentityException(GeneralError.MISSING_VALUE, "attributes", "State at least one attribute");
            }
        }

        @Override
        public String factor() {
            return "demographic";
        }

        @Override
        public String toString() {
            return "AttributesProof[***]";
        }
    }

    /** A code or other secret that a factor of that name understands: {@code otp}. */
    record CodeProof(String factor, String code) implements Proof {
        public CodeProof {
            Objects.requireNonNull(factor, "factor");
            if (code == null || code.isEmpty() || code.length() > 4096) {
                throw new IdentityException(GeneralError.INVALID_VALUE, "code", "A code has 1 to 4096 characters");
            }
        }

        @Override
        public String toString() {
            return "CodeProof[" + factor + ", ***]";
        }
    }
}
