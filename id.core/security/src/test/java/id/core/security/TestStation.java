package id.core.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObjectJSON;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import id.api.enrollment.EnrollmentPacket;
import id.api.security.SealedPacket;
import id.api.security.SignerRole;
import id.api.value.Bytes;
import id.api.value.ClientId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A desk that seals packets: with any signers, and as wrongly as a test wants. The signatures are Nimbus' own. */
final class TestStation {
    private final Map<SignerRole, ClientId> signers = new EnumMap<>(SignerRole.class);
    private final Map<SignerRole, ECKey> keys = new EnumMap<>(SignerRole.class);
    private final PacketRecipient recipient;
    String process = "NEW";

    TestStation(String enrollmentKey) {
        try {
            recipient = PacketRecipient.parse(enrollmentKey);
        } catch (java.text.ParseException noKey) {
            throw new IllegalArgumentException(noKey);
        }
    }

    static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A station that is registered, and its key. */
    static ECKey registered(ListedPartners partners, String client, SignerRole role) {
        ECKey key = key();
        partners.add(client, Set.of(ManifestSignatures.scope(role)), true, key.toPublicJWK().toJSONString());
        return key;
    }

    TestStation signedBy(SignerRole role, String client, ECKey key) {
        signers.put(role, new ClientId(client));
        keys.put(role, key);
        return this;
    }

    Map<SignerRole, ClientId> signers() {
        return signers;
    }

    ECKey recipient() {
        return recipient.agreement();
    }

    PacketWriter writer() {
        return new PacketWriter(recipient, signers, manifest -> sign(manifest, signers, keys));
    }

    /** A writer whose manifest is signed as the test says. */
    PacketWriter writer(java.util.function.UnaryOperator<byte[]> signing) {
        return new PacketWriter(recipient, signers, signing);
    }

    byte[] sign(byte[] manifest) {
        return sign(manifest, signers, keys);
    }

    static byte[] sign(byte[] manifest, Map<SignerRole, ClientId> as, Map<SignerRole, ECKey> by) {
        try {
            JWSObjectJSON jws = new JWSObjectJSON(new Payload(manifest));
            for (SignerRole role : by.keySet()) {
                jws.sign(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(as.get(role).value() + "/" + by.get(role).getKeyID())
                        .customParam("role", ManifestJson.label(role)).build(), new ECDSASigner(by.get(role)));
            }
            return jws.serializeGeneral().getBytes(StandardCharsets.UTF_8);
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    byte[] seal(EnrollmentPacket packet) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer().write(packet, process, out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    byte[] seal(PacketManifest manifest, List<PacketWriter.Content> parts) {
        return seal(writer(), manifest, parts);
    }

    static byte[] seal(PacketWriter writer, PacketManifest manifest, List<PacketWriter.Content> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(manifest, parts, out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    static SealedPacket packet(byte[] sealed) {
        return new SealedPacket(Bytes.of(sealed));
    }
}
