package id.core.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.SealedPacket;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.EnrollmentId;
import id.fuzz.CompactJose;
import id.fuzz.FuzzTest;
import id.fuzz.Refused;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The two layers around a packet: the seal as it arrives (inputs that begin with S), and what is inside, signed (inputs
 * that begin with another byte). The fuzzer has no key: whatever opens holds the one packet that the owners of the keys
 * made.
 */
public class SealedPacketFuzzTest extends FuzzTest {
    private static final List<String> KEYS = List.of("enrollment-1", "intake-1", "station");

    /** Built once in the process that fuzzes. */
    private static final class Intake {
        private static Intake opened;
        final PacketSealer sealer;
        final PacketSignature signature;
        private final MemoryVault vault = new MemoryVault();
        private final ECKey station;

        static Intake open() {
            if (opened == null) {
                opened = new Intake(fixture());
            }
            return opened;
        }

        Intake(Path keys) {
            try {
                vault.put(KEYS.get(0), KeyType.P256_AGREE, key(keys, 0).toKeyPair());
                vault.put(KEYS.get(1), KeyType.P256_SIGN, key(keys, 1).toKeyPair());
                station = key(keys, 2);
                ListedPartners partners = new ListedPartners();
                partners.add("station-1", Set.of("station.packet"), true, station.toPublicJWK().toJSONString());
                AsymmetricKeys asymmetric = new AsymmetricKeys(vault);
                sealer = new PacketSealer(asymmetric, partners);
                signature = new PacketSignature(vault, partners, asymmetric.intake());
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        }

        private static ECKey key(Path folder, int index) throws Exception {
            return JWK.parse(Files.readString(folder.resolve(KEYS.get(index)))).toECKey();
        }
    }

    @Override
    protected void prepare(Path folder) throws Exception {
        for (String name : KEYS) {
            Files.writeString(folder.resolve(name),
                    new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).keyIDFromThumbprint(true).generate().toJSONString());
        }
    }

    @Override
    protected List<byte[]> seeds() throws Exception {
        Intake intake = new Intake(Path.of("target/fuzz/SealedPacket/fixture"));
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(input('S', intake.sealer.seal(packet()).content().toArray()));
        seeds.add(input('J', CompactJose.inTheOpen(intake.signature.sign(PacketJson.write(packet())))));
        JWSObject jws = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(intake.station.getKeyID()).customParam("iss", "station-1").build(),
                new Payload(PacketJson.write(packet())));
        jws.sign(new ECDSASigner(intake.station));
        seeds.add(input('J', ascii(jws.serialize())));
        return seeds;
    }

    private static EnrollmentPacket packet() {
        return new EnrollmentPacket(new EnrollmentId("e-1"), Instant.EPOCH, new Attributes("1.0", Map.of()), List.of(),
                List.of(), Optional.empty(), Optional.empty());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] input(char layer, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(layer);
        out.writeBytes(content);
        return out.toByteArray();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] content = Arrays.copyOfRange(input, 1, input.length);
        EnrollmentPacket opened;
        try {
            opened = input[0] == 'S' ? Intake.open().sealer.open(new SealedPacket(Bytes.of(content))).packet()
                    : PacketJson.read(Intake.open().signature.check(CompactJose.of(content)).payload());
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
            return;
        }
        if (!opened.equals(packet())) {
            throw new AssertionError("A packet was taken that nobody signed");
        }
    }
}
