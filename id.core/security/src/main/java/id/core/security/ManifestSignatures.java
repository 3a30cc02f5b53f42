package id.core.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import id.api.error.IdentityException;
import id.api.partner.Client;
import id.api.partner.PartnerRegistry;
import id.api.security.KeyVault;
import id.api.security.SecurityError;
import id.api.security.SignerRole;
import id.api.value.ClientId;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The signatures of a manifest: JWS in general JSON serialization (RFC 7515 section 7.2.1), one for each role. */
final class ManifestSignatures {
    static final ClientId SERVER = ClientId.SYSTEM;
    private static final Set<String> HEADER = Set.of("alg", "kid", "role");
    private static final int MAX_HEADER = 4_000;

    private final KeyVault vault;
    private final PartnerRegistry partners;
    private final KeySeries intakeKeys;

    ManifestSignatures(KeyVault vault, PartnerRegistry partners, KeySeries intakeKeys) {
        this.vault = vault;
        this.partners = partners;
        this.intakeKeys = intakeKeys;
    }

    /** The scope that a client needs to sign in a role. */
    static String scope(SignerRole role) {
        return switch (role) {
            case STATION -> "station.packet";
            case OPERATOR -> "packet.operator";
            case SUPERVISOR -> "packet.supervisor";
        };
    }

    /**
     * A manifest whose signatures hold.
     *
     * @param payload
     *            what was signed
     * @param signers
     *            by whom
     */
    record Signed(byte[] payload, Map<SignerRole, ClientId> signers) {}

    /** Signed by the server itself, as the station. */
    byte[] sign(byte[] payload) {
        KeySeries.Member key = intakeKeys.newest();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(SERVER.value() + "/" + key.thumbprint())
                .customParam("role", ManifestJson.label(SignerRole.STATION)).build();
        String encoded = StrictBase64.encode(payload);
        byte[] signature = vault.sign(key.name(), input(header.toBase64URL().toString(), encoded));
        return PacketJson.written(json -> {
            json.writeStartObject();
            json.writeStringField("payload", encoded);
            json.writeArrayFieldStart("signatures");
            json.writeStartObject();
            json.writeStringField("protected", header.toBase64URL().toString());
            json.writeStringField("signature", StrictBase64.encode(signature));
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    Signed check(byte[] jws) {
        JsonNode root = PacketJson.parse(jws);
        PacketFields.onlyKnown(root, "", Set.of("payload", "signatures"));
        String payload = PacketFields.text(root, "", "payload");
        JsonNode signatures = root.path("signatures");
        if (!signatures.isArray() || signatures.isEmpty() || signatures.size() > SignerRole.values().length) {
            throw notSigned(null);
        }
        Map<SignerRole, ClientId> signers = new EnumMap<>(SignerRole.class);
        for (JsonNode signature : signatures) {
            PacketFields.onlyKnown(signature, "signatures.", Set.of("protected", "signature"));
            String header = PacketFields.text(signature, "signatures.", "protected");
            Claimed claimed = claimed(header(header));
            if (signers.putIfAbsent(claimed.role(), claimed.signer()) != null) {
                throw PacketRefusal.signature("Two signatures are of the same role", null);
            }
            verify(claimed, input(header, payload),
                    StrictBase64.decode(PacketFields.text(signature, "signatures.", "signature")));
        }
        return new Signed(StrictBase64.decode(payload), signers);
    }

    private static byte[] input(String header, String payload) {
        return (header + "." + payload).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void verify(Claimed claimed, byte[] input, byte[] signature) {
        if (claimed.signer().equals(SERVER)) {
            KeySeries.Member key = intakeKeys.findAnywhere(claimed.thumbprint()).orElseThrow(() -> signerUnknown(claimed.role()));
            if (claimed.role() != SignerRole.STATION || !key.algorithm().equals(claimed.algorithm().getName())
                    || !key.verifies(input, signature)) {
                throw unfit();
            }
            return;
        }
        Client client = partners.find(claimed.signer()).filter(Client::active)
                .filter(known -> known.scopes().contains(scope(claimed.role()))).orElseThrow(() -> signerUnknown(claimed.role()));
        try {
            boolean named = false;
            for (String registered : client.publicKeys()) {
                JWK key = JWK.parse(registered);
                if (claimed.names(key)) {
                    named = true;
                    if (verifies(key, input, signature)) {
                        return;
                    }
                }
            }
            throw named ? unfit() : signerUnknown(claimed.role());
        } catch (ParseException | JOSEException notAKey) {
            throw new IdentityException(SecurityError.KEY_TYPE_WRONG, "publicKeys",
                    "A registered key of the packet's signer is not readable: register its keys again", notAKey);
        }
    }

    private static boolean verifies(JWK key, byte[] input, byte[] signature) throws JOSEException {
        return switch (key) {
            case ECKey ec -> P256.verifies(ec.toECPublicKey(), input, signature);
            case OctetKeyPair edwards -> Edwards.verifies(edwards.getDecodedX(), input, signature);
            default -> false;
        };
    }

    private static JWSHeader header(String part) {
        if (part.length() > MAX_HEADER) {
            throw notSigned(null);
        }
        JWSHeader header;
        try {
            header = JWSHeader.parse(new Base64URL(part));
        } catch (ParseException | RuntimeException broken) {
            // The library meets some broken headers with exceptions of all kinds, null pointers among them.
            throw notSigned(broken);
        }
        // The algorithm is the key's, never the packet's to choose.
        if (!HEADER.equals(header.getIncludedParams())) {
            throw PacketRefusal.signature("The protected header of a signature holds alg, kid and role", null);
        }
        return header;
    }

    private static Claimed claimed(JWSHeader header) {
        String keyId = header.getKeyID();
        int slash = keyId.indexOf('/');
        SignerRole role = Arrays.stream(SignerRole.values())
                .filter(known -> ManifestJson.label(known).equals(header.getCustomParam("role"))).findFirst()
                .orElseThrow(() -> PacketRefusal.signature("role is station, operator or supervisor", null));
        if (!Set.of(JWSAlgorithm.ES256, JWSAlgorithm.EdDSA).contains(header.getAlgorithm())) {
            throw PacketRefusal.signature("A packet is signed by ES256 or EdDSA", null);
        }
        try {
            return new Claimed(role, new ClientId(keyId.substring(0, Math.max(slash, 0))), keyId.substring(slash + 1),
                    header.getAlgorithm());
        } catch (IdentityException noClientId) {
            throw signerUnknown(role);
        }
    }

    private static IdentityException notSigned(Throwable cause) {
        return PacketRefusal.signature("The manifest is no JWS in general JSON serialization with 1 to 3 signatures", cause);
    }

    private static IdentityException unfit() {
        return PacketRefusal.signature(
                "The signature does not fit the packet: it was changed after signing, or signed by another key", null);
    }

    private static IdentityException signerUnknown(SignerRole role) {
        return new IdentityException(SecurityError.PACKET_SIGNER_UNKNOWN, PacketRefusal.FIELD, "The packet's "
                + ManifestJson.label(role) + " (kid: client id/key thumbprint) is not registered with that key, not active, or "
                + "lacks scope " + scope(role));
    }

    /** Who the header says signed it; an empty thumbprint leaves the choice among the client's keys. */
    private record Claimed(SignerRole role, ClientId signer, String thumbprint, JWSAlgorithm algorithm) {
        boolean names(JWK key) throws JOSEException {
            return algorithm.equals(algorithmOf(key).orElse(null)) && (thumbprint.isEmpty() || thumbprint.equals(key.getKeyID())
                    || thumbprint.equals(key.computeThumbprint().toString()));
        }

        private static Optional<JWSAlgorithm> algorithmOf(JWK key) {
            return switch (key) {
                case ECKey ec when Curve.P_256.equals(ec.getCurve()) -> Optional.of(JWSAlgorithm.ES256);
                case OctetKeyPair edwards when Curve.Ed25519.equals(edwards.getCurve()) -> Optional.of(JWSAlgorithm.EdDSA);
                default -> Optional.empty();
            };
        }
    }
}
