package id.core.security;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.SealedPacket;
import id.api.security.SignerRole;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.EnrollmentId;
import id.core.security.PacketManifest.Kind;
import id.fuzz.CompactJose;
import id.fuzz.FuzzTest;
import id.fuzz.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The layers of a packet: the container as it arrives (inputs that begin with S), its content once the chunks are open (P),
 * the signed manifest in the open (J), and the manifest itself (M). The fuzzer has no key: whatever opens holds the one
 * packet that the owners of the keys made.
 */
public class SealedPacketFuzzTest extends FuzzTest {
    private static final List<String> KEYS = List.of("enrollment-1", "intake-1", "station");
    private static final String SEED = "kem";

    /** Built once in the process that fuzzes. */
    private static final class Intake {
        private static Intake opened;
        final PacketSealer sealer;
        final ManifestSignatures signatures;
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
                MemoryDataKeyStore store = new MemoryDataKeyStore();
                String master = vault.create("master-packet", KeyType.AES256_WRAP).name();
                store.create(new WrappedKey(DataKeys.KEM, 1, master,
                        Bytes.of(vault.wrap(master, Files.readAllBytes(keys.resolve(SEED)))), Instant.EPOCH));
                Map<String, Object> offered = Map.of("hybrid", "offered");
                sealer = new PacketSealer(asymmetric, TestKeys.kemKeys(vault, store, offered), partners, TestKeys.packetSettings(offered));
                signatures = new ManifestSignatures(vault, partners, asymmetric.intake());
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        }

        /** One that knows of the second key. */
        TestStation station() {
            return station(sealer.enrollmentKey());
        }

        /** One that knows the curve alone. */
        TestStation classical() {
            return station(station().recipient().toJSONString());
        }

        private TestStation station(String enrollmentKey) {
            return new TestStation(enrollmentKey).signedBy(SignerRole.STATION, "station-1", station);
        }

        String recipient() {
            return station().recipient().getKeyID();
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
        byte[] seed = new byte[MlKem.SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        Files.write(folder.resolve(SEED), seed);
    }

    @Override
    protected List<byte[]> seeds() throws Exception {
        Intake intake = new Intake(Path.of("target/fuzz/SealedPacket/fixture"));
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(input('S', intake.sealer.seal(packet()).content().toArray()));
        TestStation station = intake.station();
        seeds.add(input('S', station.seal(packet())));
        seeds.add(input('S', intake.classical().seal(packet())));
        byte[] attributes = PacketJson.write(packet().attributes());
        PacketManifest manifest = new PacketManifest("p-1", packet().id(), "NEW", packet().capturedAt(), Optional.empty(),
                Optional.empty(), intake.recipient(), station.signers(),
                List.of(PacketWriter.part(Kind.DEMOGRAPHICS, "application/json", attributes).described()));
        byte[] payload = ManifestJson.write(manifest);
        byte[] signed = station.sign(payload);
        seeds.add(input('M', payload));
        seeds.add(input('P', ByteBuffer.allocate(4 + signed.length + attributes.length).putInt(signed.length).put(signed)
                .put(attributes).array()));
        seeds.add(input('J', CompactJose.inTheOpen(compact(signed))));
        return seeds;
    }

    /** Header, payload and signature of the one signature. */
    private static String compact(byte[] signed) {
        var root = PacketJson.parse(signed);
        var signature = root.path("signatures").path(0);
        return signature.path("protected").asText() + "." + root.path("payload").asText() + "."
                + signature.path("signature").asText();
    }

    private static byte[] general(String compact) {
        String[] parts = compact.split("\\.", 3);
        return parts.length < 3 ? compact.getBytes(StandardCharsets.ISO_8859_1)
                : ("{\"payload\":\"" + parts[1] + "\",\"signatures\":[{\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2]
                        + "\"}]}").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static EnrollmentPacket packet() {
        return new EnrollmentPacket(new EnrollmentId("e-1"), Instant.EPOCH, new Attributes("1.0", Map.of()), List.of(),
                List.of(), Optional.empty(), Optional.empty());
    }

    private static byte[] input(char layer, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(layer);
        out.writeBytes(content);
        return out.toByteArray();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        byte[] content = Arrays.copyOfRange(input, 1, input.length);
        try {
            read(input[0], content);
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
        } catch (IOException impossible) {
            throw new AssertionError("Memory can be read", impossible);
        }
    }

    private static void read(byte layer, byte[] content) throws IOException {
        switch (layer) {
            case 'S' -> ours(Intake.open().sealer.open(new SealedPacket(Bytes.of(content))).packet());
            case 'P' -> ours(new PacketReader(new ByteArrayInputStream(content), Intake.open().signatures,
                    TestKeys.packetSettings(Map.of()).now()).read(Intake.open().recipient(), (document, bytes) -> bytes.readAllBytes())
                    .packet());
            case 'J' -> {
                PacketManifest manifest = ManifestJson
                        .read(Intake.open().signatures.check(general(CompactJose.of(content))).payload());
                if (!manifest.enrollmentId().equals(packet().id()) || manifest.parts().size() != 1) {
                    throw new AssertionError("A manifest was taken that nobody signed");
                }
            }
            default -> {
                PacketManifest manifest = ManifestJson.read(content);
                if (!ManifestJson.read(ManifestJson.write(manifest)).equals(manifest)) {
                    throw new AssertionError("What was read is not what is read again");
                }
            }
        }
    }

    private static void ours(EnrollmentPacket opened) {
        if (!opened.equals(packet())) {
            throw new AssertionError("A packet was taken that nobody signed");
        }
    }
}
