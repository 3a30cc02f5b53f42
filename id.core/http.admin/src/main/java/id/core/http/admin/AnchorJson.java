package id.core.http.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.audit.AuditAnchor;
import id.api.error.GeneralError;
import id.api.error.IdentityException;

/** An anchor of the audit trail, with the key by which anybody can check it. */
record AnchorJson(long sequence, String head, String at, String keyId, JsonNode publicKey, String jws) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static AnchorJson of(AuditAnchor anchor) {
        try {
            return new AnchorJson(anchor.sequence(), anchor.head(), anchor.at().toString(), anchor.keyId(),
                    JSON.readTree(anchor.publicKey()), anchor.jws());
        } catch (JsonProcessingException broken) {
            throw new IdentityException(GeneralError.INTERNAL_FAULT, "", "The key of the anchor is no readable JWK",
                    broken);
        }
    }
}
