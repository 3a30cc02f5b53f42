package id.core.security;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.IdentityException;
import id.api.partner.PartnerRegistry;
import id.api.security.KeyType;
import id.api.security.KeyVault;
import id.api.security.OpenedPacket;
import id.api.security.SealedPacket;
import id.api.security.Sealer;
import id.api.security.SecurityError;
import id.api.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Packets as JWS in JWE; docs/packet-format.md tells stations how they look. */
@Component
public final class PacketSealer implements Sealer {
    private static final String NESTED = "JOSE";
    /** Nothing else is understood, so nothing else is let through: no compression, no critical extensions. */
    private static final Set<String> SEAL_HEADER = Set.of("alg", "enc", "epk", "kid", "cty", "typ", "apu", "apv");

    private final KeyVault vault;
    private final KeySeries enrollmentKeys;
    private final KeySeries intakeKeys;
    private final PacketEncryption encryption;
    private final PacketSignature signatures;

    @Activate
    public PacketSealer(@Reference KeyVault vault, @Reference PartnerRegistry partners) {
        this.vault = vault;
        this.enrollmentKeys = new KeySeries(vault, "enrollment", KeyType.P256_AGREE);
        this.intakeKeys = new KeySeries(vault, "intake", KeyType.P256_SIGN);
        this.signatures = new PacketSignature(partners, intakeKeys);
        try {
            this.encryption = new PacketEncryption(publicKey(enrollmentKeys.newest()));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("P-256 is a curve of RFC 7518", impossible);
        }
    }

    @Override
    public SealedPacket seal(EnrollmentPacket packet) {
        String signed = sign(PacketJson.write(packet));
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM)
                .contentType(NESTED).keyID(enrollmentKeys.newest().thumbprint()).build();
        JWEObject sealed = new JWEObject(header, new Payload(signed));
        try {
            sealed.encrypt(encryption);
        } catch (JOSEException broken) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "packet", "The packet cannot be sealed",
                    broken);
        }
        return new SealedPacket(Bytes.of(sealed.serialize().getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public OpenedPacket open(SealedPacket packet) {
        PacketSignature.Signed signed = signatures.check(decrypt(parse(packet)));
        return new OpenedPacket(PacketJson.read(signed.payload()), signed.signer());
    }

    @Override
    public String enrollmentKey() {
        return enrollmentKeys.newest().jwk().toJSONString();
    }

    private String sign(byte[] payload) {
        KeySeries.Member key = intakeKeys.newest();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(PacketSignature.keyId(PacketSignature.SERVER, key.thumbprint())).build();
        JWSObject unsigned = new JWSObject(header, new Payload(payload));
        byte[] input = unsigned.getSigningInput();
        return new String(input, StandardCharsets.US_ASCII) + '.' + Base64URL.encode(vault.sign(key.name(), input));
    }

    private static JWEObject parse(SealedPacket packet) {
        JWEObject sealed = compact(packet);
        JWEHeader header = sealed.getHeader();
        if (!JWEAlgorithm.ECDH_ES_A256KW.equals(header.getAlgorithm())
                || !EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())
                || !SEAL_HEADER.containsAll(header.getIncludedParams()) || !isNested(header.getContentType())
                || header.getKeyID() == null || !(header.getEphemeralPublicKey() instanceof ECKey ephemeral)
                || !Curve.P_256.equals(ephemeral.getCurve())) {
            throw sealInvalid("A packet is sealed by ECDH-ES+A256KW on P-256 with A256GCM, cty JOSE, and names the "
                    + "enrollment key as kid", null);
        }
        return sealed;
    }

    private static JWEObject compact(SealedPacket packet) {
        try {
            return JWEObject.parse(new String(packet.content().toArray(), StandardCharsets.ISO_8859_1));
        } catch (ParseException | RuntimeException broken) {
            // The library meets some broken headers with exceptions of all kinds, null pointers among them.
            throw sealInvalid("The packet is no JWE in compact form, or is cut short: send it again", broken);
        }
    }

    private String decrypt(JWEObject sealed) {
        Optional<KeySeries.Member> key = enrollmentKeys.find(sealed.getHeader().getKeyID());
        if (key.isEmpty()) {
            throw sealInvalid("The packet is sealed to a key that is not this system's: fetch the enrollment key again",
                    null);
        }
        try {
            ECPublicKey ephemeral = ((ECKey) sealed.getHeader().getEphemeralPublicKey()).toECPublicKey();
            // Asked for outside the decryption: a vault that does not answer says nothing about the packet.
            byte[] shared = vault.agree(key.get().name(), ephemeral);
            sealed.decrypt(new PacketDecryption(shared));
            return sealed.getPayload().toString();
        } catch (JOSEException | IllegalStateException broken) {
            throw sealInvalid("The packet does not open: it was changed, cut short, or sealed to another key", broken);
        }
    }

    private static boolean isNested(String contentType) {
        return NESTED.equalsIgnoreCase(contentType) || "application/jose".equalsIgnoreCase(contentType);
    }

    private static ECPublicKey publicKey(KeySeries.Member key) throws JOSEException {
        return key.jwk().toECKey().toECPublicKey();
    }

    private static IdentityException sealInvalid(String mend, Throwable cause) {
        return new IdentityException(SecurityError.PACKET_SEAL_INVALID, "packet", mend, cause);
    }
}
