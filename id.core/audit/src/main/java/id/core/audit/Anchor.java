package id.core.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.api.audit.AuditAnchor;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.Signer;
import id.api.value.Bytes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What an anchor says, and its form: see {@link AuditAnchor#jws}.
 *
 * @param place
 *            the end of the chain
 * @param at
 *            when it was signed
 * @param secondKeyId
 *            the key that signed it by ML-DSA-65 as well; empty where it is signed by ES256 alone
 */
record Anchor(Place place, Instant at, Optional<String> secondKeyId) {
    private static final String TYPE = "idem-audit-anchor+jws";
    private static final String ALGORITHM = "ES256";
    private static final int MAX_CHARACTERS = 12_000;
    private static final String SECOND = "second";
    private static final String NONE = "This is no anchor: give what idem audit export wrote, whole";
    private static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** One signature of the JWS: both in base64url. */
    private record Signature(String header, String value) {}

    /**
     * Signs the end of a chain.
     *
     * @param hybrid
     *            whether by ML-DSA-65 as well
     */
    static AuditAnchor sign(Signer signer, Place end, Instant now, boolean hybrid) {
        Instant at = now.truncatedTo(ChronoUnit.SECONDS);
        String keyId = signer.keyId(Signer.Purpose.AUDIT);
        ObjectNode said = JSON.createObjectNode().put("sequence", end.sequence()).put("head", end.hash()).put("at", at.toString());
        Optional<String> second = hybrid ? Optional.of(signer.secondKeyId(Signer.Purpose.AUDIT)) : Optional.empty();
        // Signed by the first as well: who takes the second away is found out.
        second.ifPresent(key -> said.putObject(SECOND).put("alg", SecondSignature.ALGORITHM).put("kid", key));
        String payload = Base64Url.of(Bytes.utf8(said.toString()));
        Signature first = signed(ALGORITHM, keyId, payload, input -> signer.sign(Signer.Purpose.AUDIT, keyId, input));
        String jws = second.map(key -> general(payload, first, signed(SecondSignature.ALGORITHM, key, payload,
                input -> signer.signSecond(Signer.Purpose.AUDIT, key, input))))
                .orElseGet(() -> first.header() + "." + payload + "." + first.value());
        return new AuditAnchor(end.sequence(), end.hash(), at, keyId, publicKey(signer, keyId), jws);
    }

    private static Signature signed(String algorithm, String keyId, String payload, UnaryOperator<Bytes> by) {
        String header = Base64Url.of(Bytes.utf8(
                JSON.createObjectNode().put("alg", algorithm).put("kid", keyId).put("typ", TYPE).toString()));
        return new Signature(header, Base64Url.of(by.apply(Bytes.utf8(header + "." + payload))));
    }

    private static String general(String payload, Signature... signatures) {
        ObjectNode jws = JSON.createObjectNode().put("payload", payload);
        ArrayNode all = jws.putArray("signatures");
        for (Signature each : signatures) {
            all.addObject().put("protected", each.header()).put("signature", each.value());
        }
        return jws.toString();
    }

    private static String publicKey(Signer signer, String keyId) {
        for (JsonNode key : json(Bytes.utf8(signer.publicKeys(Signer.Purpose.AUDIT))).path("keys")) {
            if (key.path("kid").asText().equals(keyId)) {
                return key.toString();
            }
        }
        throw new IdentityException(GeneralError.INTERNAL_FAULT, "", "The signer does not show the key that it signs by");
    }

    /**
     * Reads one that this system signed.
     *
     * @param field
     *            what the caller calls it
     * @throws IdentityException
     *             INVALID_VALUE when it is none
     */
    static Anchor read(Signer signer, String jws, String field) {
        if (jws == null || jws.length() > MAX_CHARACTERS) {
            throw refused(field, NONE);
        }
        return jws.startsWith("{") ? general(signer, json(Bytes.utf8(jws)), field) : compact(signer, jws.split("\\.", -1), field);
    }

    private static Anchor compact(Signer signer, String[] parts, String field) {
        if (parts.length != 3) {
            throw refused(field, NONE);
        }
        Anchor anchor = first(signer, parts[1], new Signature(parts[0], parts[2]), field);
        if (anchor.secondKeyId().isPresent()) {
            throw refused(field, SecondSignature.fault(signer, "This anchor", "", Bytes.of(new byte[0]), Optional.empty()).orElseThrow());
        }
        return anchor;
    }

    private static Anchor general(Signer signer, JsonNode jws, String field) {
        JsonNode signatures = jws.path("signatures");
        if (jws.size() != 2 || !jws.path("payload").isTextual() || signatures.size() != 2) {
            throw refused(field, NONE);
        }
        String payload = jws.path("payload").textValue();
        Anchor anchor = first(signer, payload, signature(signatures.path(0), field), field);
        Signature second = signature(signatures.path(1), field);
        JsonNode header = header(second, SecondSignature.ALGORITHM, field);
        String keyId = anchor.secondKeyId().filter(header.path("kid").asText()::equals).orElseThrow(() -> refused(field, NONE));
        SecondSignature.fault(signer, "This anchor", keyId, Bytes.utf8(second.header() + "." + payload),
                Base64Url.decoded(second.value())).ifPresent(why -> {
                    throw refused(field, why);
                });
        return anchor;
    }

    private static Signature signature(JsonNode from, String field) {
        if (from.size() != 2 || !from.path("protected").isTextual() || !from.path("signature").isTextual()) {
            throw refused(field, NONE);
        }
        return new Signature(from.path("protected").textValue(), from.path("signature").textValue());
    }

    private static JsonNode header(Signature signature, String algorithm, String field) {
        JsonNode header = part(signature.header());
        if (!header.path("alg").asText().equals(algorithm) || !header.path("typ").asText().equals(TYPE) || header.has("crit")) {
            throw refused(field, NONE);
        }
        return header;
    }

    private static Anchor first(Signer signer, String payload, Signature signature, String field) {
        JsonNode header = header(signature, ALGORITHM, field);
        Bytes value = Base64Url.decoded(signature.value()).orElseThrow(() -> refused(field, NONE));
        return switch (signer.check(Signer.Purpose.AUDIT, header.path("kid").asText(),
                Bytes.utf8(signature.header() + "." + payload), value)) {
            case KEY_UNKNOWN -> throw refused(field, "This anchor was signed by a key that this system does not have: "
                    + "it is of another system, or the keys of this one were exchanged. Find out which before you trust "
                    + "the audit trail");
            case DOES_NOT_FIT -> throw refused(field,
                    "The signature of this anchor does not fit: it was changed after it was exported. Take another copy");
            case FITS -> said(part(payload), field);
        };
    }

    private static Anchor said(JsonNode payload, String field) {
        try {
            return new Anchor(new Place(payload.path("sequence").asLong(), payload.path("head").asText()),
                    Instant.parse(payload.path("at").asText()),
                    Optional.ofNullable(payload.path(SECOND).path("kid").textValue()));
        } catch (DateTimeException otherForm) {
            throw refused(field, "This anchor has a form that this version does not know");
        }
    }

    private static JsonNode part(String encoded) {
        return Base64Url.decoded(encoded).map(Anchor::json).orElseGet(JSON::missingNode);
    }

    private static JsonNode json(Bytes utf8) {
        try {
            return JSON.readTree(utf8.asUtf8());
        } catch (JsonProcessingException broken) {
            return JSON.missingNode();
        }
    }

    private static IdentityException refused(String field, String why) {
        return new IdentityException(GeneralError.INVALID_VALUE, field, why);
    }
}
