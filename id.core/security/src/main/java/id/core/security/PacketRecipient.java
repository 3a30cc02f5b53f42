package id.core.security;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/**
 * What packets are sealed to: what stations fetch. A JWK of the curve's key; where the hybrid is on, a member {@code kem} holds
 * the JWK of the ML-KEM key, which a station that knows nothing of it passes over as RFC 7517 section 4 says.
 *
 * @param agreement
 *            the enrollment key
 * @param kem
 *            the key beside it; empty: the curve alone
 */
record PacketRecipient(ECKey agreement, Optional<MlKem.Public> kem) {
    private static final String KEM = "kem";

    String toJson() {
        Map<String, Object> jwk = agreement.toPublicJWK().toJSONObject();
        kem.ifPresent(key -> jwk.put(KEM, key.jwk()));
        return JSONObjectUtils.toJSONString(jwk);
    }

    /** Reads what a station fetched. */
    static PacketRecipient parse(String json) throws ParseException {
        Map<String, Object> jwk = JSONObjectUtils.parse(json);
        Map<String, Object> kem = JSONObjectUtils.getJSONObject(jwk, KEM);
        if (kem == null) {
            return new PacketRecipient(ECKey.parse(jwk), Optional.empty());
        }
        if (!AkpJwk.TYPE.equals(kem.get("kty")) || !MlKem.NAME.equals(kem.get("alg")) || !(kem.get("pub") instanceof String pub)) {
            throw new ParseException("The member " + KEM + " is no key of " + MlKem.NAME, 0);
        }
        try {
            return new PacketRecipient(ECKey.parse(jwk), Optional.of(MlKem.Public.of(StrictBase64.decode(pub))));
        } catch (IllegalArgumentException noKey) {
            throw new ParseException(noKey.getMessage(), 0);
        }
    }
}
