package id.core.http.verification;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.verification.Proof;
import id.api.verification.VerificationRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Body of {@code POST /verification/v1/verifications}.
 *
 * @param individual
 *            who the person claims to be
 * @param transactionId
 *            the relying party's id of this
 * @param proofs
 *            what proves it
 */
record VerificationBody(Individual individual, String transactionId, List<ProofBody> proofs) {
    VerificationRequest toRequest(ClientId relyingParty) {
        List<Proof> converted = new ArrayList<>();
        List<ProofBody> given = proofs == null ? List.of() : proofs;
        for (int i = 0; i < given.size(); i++) {
            converted.add(converted(given.get(i), "proofs[" + i + "]"));
        }
        return new VerificationRequest(Individual.required(individual), converted, relyingParty, transactionId);
    }

    private static Proof converted(ProofBody proof, String place) {
        if (proof == null) {
            throw new IdentityException(GeneralError.MISSING_VALUE, place, "Give it: it is required");
        }
        try {
            return proof.toProof();
        } catch (IdentityException wrong) {
            throw wrong.at(wrong.field().isEmpty() ? place : place + "." + wrong.field());
        }
    }

    /**
     * One proof: a code with its factor, attributes, or a sample with its position.
     */
    record ProofBody(String factor, String code, Map<String, Object> attributes, String position, byte[] data,
            String format) {
        Proof toProof() {
            long kinds = Stream.of(code, attributes, data).filter(kind -> kind != null).count();
            if (kinds != 1) {
                throw new IdentityException(GeneralError.INVALID_VALUE, "",
                        "A proof is one of: factor and code; attributes; position and data");
            }
            if (code != null) {
                return new Proof.CodeProof(required(factor, "factor"), code);
            }
            if (attributes != null) {
                return new Proof.AttributesProof(Attributes.ofPlain("1.0", attributes).values());
            }
            return new Proof.SampleProof(sample());
        }

        private BiometricSample sample() {
            Position where = Position.ofLabel(required(position, "position"))
                    .orElseThrow(() -> new IdentityException(GeneralError.INVALID_VALUE, "position",
                            "No such position: write one like right-index or face"));
            Bytes bytes = Bytes.of(data);
            if (bytes.size() == 0) {
                throw new IdentityException(BiometricError.SAMPLE_EMPTY, "data",
                        "The sample holds no bytes: capture it again");
            }
            Optional<SampleFormat> known = format == null ? SampleFormat.detect(bytes)
                    : Arrays.stream(SampleFormat.values()).filter(f -> f.name().equals(format)).findFirst();
            return new BiometricSample(where.modality(), where,
                    known.orElseThrow(() -> new IdentityException(BiometricError.SAMPLE_FORMAT_UNSUPPORTED,
                            format == null ? "data" : "format",
                            "Not a known format: send one of " + Arrays.toString(SampleFormat.values()))),
                    bytes);
        }

        private static String required(String value, String field) {
            if (value == null) {
                throw new IdentityException(GeneralError.MISSING_VALUE, field, "Give it: it is required");
            }
            return value;
        }

        @Override
        public String toString() {
            return "ProofBody[***]";
        }
    }

    @Override
    public String toString() {
        return "VerificationBody[***]";
    }
}
