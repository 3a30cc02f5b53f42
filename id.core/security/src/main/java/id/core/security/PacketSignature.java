package id.core.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import id.api.error.IdentityException;
import id.api.partner.Client;
import id.api.partner.PartnerRegistry;
import id.api.security.KeyVault;
import id.api.security.SecurityError;
import id.api.value.ClientId;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** The inner layer of a packet: JWS in compact form. Who signed it, and whether. */
final class PacketSignature {
    static final ClientId SERVER = ClientId.SYSTEM;
    /** What a client needs to send packets. */
    static final String SCOPE = "station.packet";
    private static final Set<String> HEADER = Set.of("alg", "kid", "iss", "typ", "cty");
    private static final int PARTS = 3;
    private static final int MAX_HEADER = 4_000;

    private final KeyVault vault;
    private final PartnerRegistry partners;
    private final KeySeries intakeKeys;

    PacketSignature(KeyVault vault, PartnerRegistry partners, KeySeries intakeKeys) {
        this.vault = vault;
        this.partners = partners;
        this.intakeKeys = intakeKeys;
    }

    /** A JWS by the server itself, in compact form. */
    String sign(byte[] payload) {
        KeySeries.Member key = intakeKeys.newest();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(SERVER.value() + "/" + key.thumbprint())
                .build();
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String input = header.toBase64URL() + "." + base64.encodeToString(payload);
        byte[] signature = vault.sign(key.name(), input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + base64.encodeToString(signature);
    }

    Signed check(String compact) {
        String[] parts = compact.split("\\.", PARTS + 1);
        if (parts.length != PARTS) {
            throw notSigned(null);
        }
        Claimed claimed = claimed(header(parts[0]));
        byte[] payload = decoded(parts[1]);
        byte[] signature = decoded(parts[2]);
        byte[] input = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        for (ECPublicKey key : keys(claimed)) {
            if (P256.verifies(key, input, signature)) {
                return new Signed(payload, claimed.signer());
            }
        }
        throw invalid("The signature does not fit the packet: it was changed after signing, or signed by another key",
                null);
    }

    private static JWSHeader header(String part) {
        JWSHeader header = parse(part);
        // The algorithm is ours to choose, never the packet's.
        if (!JWSAlgorithm.ES256.equals(header.getAlgorithm()) || !HEADER.containsAll(header.getIncludedParams())) {
            throw invalid("A packet is signed by ES256; its header holds alg, kid, and iss where kid names no client",
                    null);
        }
        return header;
    }

    private static JWSHeader parse(String part) {
        if (part.length() > MAX_HEADER) {
            throw notSigned(null);
        }
        try {
            return JWSHeader.parse(new Base64URL(part));
        } catch (ParseException | RuntimeException broken) {
            // The library meets some broken headers with exceptions of all kinds, null pointers among them.
            throw notSigned(broken);
        }
    }

    private static byte[] decoded(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException noBase64) {
            throw notSigned(noBase64);
        }
    }

    private static IdentityException notSigned(Throwable cause) {
        return invalid("The sealed content is no JWS in compact form: sign the packet, then seal it", cause);
    }

    private static Claimed claimed(JWSHeader header) {
        String keyId = header.getKeyID() == null ? "" : header.getKeyID();
        Object issuer = header.getCustomParam("iss");
        int slash = keyId.indexOf('/');
        String signer = slash >= 0 ? keyId.substring(0, slash) : issuer instanceof String text ? text : "";
        if (slash >= 0 && issuer != null && !signer.equals(issuer)) {
            throw invalid("kid and iss name different signers", null);
        }
        try {
            return new Claimed(new ClientId(signer), slash >= 0 ? keyId.substring(slash + 1) : keyId);
        } catch (IdentityException noClientId) {
            throw signerUnknown();
        }
    }

    private List<ECPublicKey> keys(Claimed claimed) {
        try {
            if (claimed.signer().equals(SERVER)) {
                return List.of(intakeKeys.findAnywhere(claimed.thumbprint()).orElseThrow(PacketSignature::signerUnknown).jwk()
                        .toECKey().toECPublicKey());
            }
            Client client = partners.find(claimed.signer()).filter(Client::active)
                    .filter(known -> known.scopes().contains(SCOPE)).orElseThrow(PacketSignature::signerUnknown);
            List<ECPublicKey> keys = new ArrayList<>();
            for (String registered : client.publicKeys()) {
                if (JWK.parse(registered) instanceof ECKey key && claimed.names(key)) {
                    keys.add(key.toECPublicKey());
                }
            }
            if (keys.isEmpty()) {
                throw signerUnknown();
            }
            return keys;
        } catch (ParseException | JOSEException notAKey) {
            throw new IdentityException(SecurityError.KEY_TYPE_WRONG, "publicKeys",
                    "A registered key of the packet's signer is not readable: register its keys again", notAKey);
        }
    }

    private static IdentityException signerUnknown() {
        return new IdentityException(SecurityError.PACKET_SIGNER_UNKNOWN, "packet", "The packet's signer (kid: "
                + "client id/key thumbprint) is not registered with that key, not active, or lacks scope " + SCOPE);
    }

    private static IdentityException invalid(String mend, Throwable cause) {
        return new IdentityException(SecurityError.PACKET_SIGNATURE_INVALID, "packet", mend, cause);
    }

    /**
     * A packet whose signature holds.
     *
     * @param payload
     *            what was signed
     * @param signer
     *            by whom
     */
    record Signed(byte[] payload, ClientId signer) {}

    /** Who the header says signed it; an empty thumbprint leaves the choice among the client's keys. */
    private record Claimed(ClientId signer, String thumbprint) {
        boolean names(ECKey key) throws JOSEException {
            return thumbprint.isEmpty() || thumbprint.equals(key.getKeyID())
                    || thumbprint.equals(key.computeThumbprint().toString());
        }
    }
}
