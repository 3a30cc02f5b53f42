package id.core.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import id.api.audit.AuditAnchor;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.Signer;
import id.api.value.Bytes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What an anchor says, and its form: see {@link AuditAnchor#jws}.
 *
 * @param place
 *            the end of the chain
 * @param at
 *            when it was signed
 */
record Anchor(Place place, Instant at) {
    private static final String TYPE = "idem-audit-anchor+jws";
    private static final String ALGORITHM = "ES256";
    private static final int MAX_CHARACTERS = 4_000;
    private static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** Signs the end of a chain. */
    static AuditAnchor sign(Signer signer, Place end, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.SECONDS);
        String keyId = signer.keyId(Signer.Purpose.AUDIT);
        String header = JSON.createObjectNode().put("alg", ALGORITHM).put("kid", keyId).put("typ", TYPE).toString();
        String payload = JSON.createObjectNode().put("sequence", end.sequence()).put("head", end.hash())
                .put("at", at.toString()).toString();
        String input = Base64Url.of(Bytes.utf8(header)) + "." + Base64Url.of(Bytes.utf8(payload));
        Bytes signature = signer.sign(Signer.Purpose.AUDIT, keyId, Bytes.utf8(input));
        return new AuditAnchor(end.sequence(), end.hash(), at, keyId, publicKey(signer, keyId),
                input + "." + Base64Url.of(signature));
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
        String[] parts = jws == null || jws.length() > MAX_CHARACTERS ? new String[0] : jws.split("\\.", -1);
        if (parts.length != 3) {
            throw refused(field, "This is no anchor: give what idem audit export wrote, whole");
        }
        JsonNode header = part(parts[0]);
        JsonNode payload = part(parts[1]);
        Optional<Bytes> signature = Base64Url.decoded(parts[2]);
        if (!header.path("alg").asText().equals(ALGORITHM) || !header.path("typ").asText().equals(TYPE)
                || header.has("crit") || signature.isEmpty()) {
            throw refused(field, "This is no anchor: give what idem audit export wrote, whole");
        }
        return switch (signer.check(Signer.Purpose.AUDIT, header.path("kid").asText(),
                Bytes.utf8(parts[0] + "." + parts[1]), signature.get())) {
            case KEY_UNKNOWN -> throw refused(field, "This anchor was signed by a key that this system does not have: "
                    + "it is of another system, or the keys of this one were exchanged. Find out which before you trust "
                    + "the audit trail");
            case DOES_NOT_FIT -> throw refused(field,
                    "The signature of this anchor does not fit: it was changed after it was exported. Take another copy");
            case FITS -> said(payload, field);
        };
    }

    private static Anchor said(JsonNode payload, String field) {
        try {
            return new Anchor(new Place(payload.path("sequence").asLong(), payload.path("head").asText()),
                    Instant.parse(payload.path("at").asText()));
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
