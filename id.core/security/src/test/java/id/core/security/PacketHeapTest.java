package id.core.security;

import static org.junit.Assert.assertEquals;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.enrollment.EnrollmentPacket;
import id.api.security.KeyType;
import id.api.security.OpenedPacket;
import id.api.security.PacketSource;
import id.api.security.SignerRole;
import id.api.value.Attributes;
import id.api.value.EnrollmentId;
import id.core.security.PacketManifest.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A packet of 100 MB is written and opened by processes that have 32 MB of heap. */
public class PacketHeapTest {
    private static final int DOCUMENTS = 10;
    private static final int DOCUMENT_BYTES = 10_000_000;

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void opensAHundredMegabytesInThirtyTwo() throws Exception {
        Path home = folder.getRoot().toPath();
        for (String key : List.of("enrollment", "intake", "desk-7")) {
            Files.writeString(home.resolve(key), new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate().toJSONString());
        }
        assertEquals("wrote", run(home, "write"));
        long size = Files.size(home.resolve("packet"));
        assertEquals("Opened " + DOCUMENTS + " documents of " + (long) DOCUMENTS * DOCUMENT_BYTES + " bytes, 2 samples", run(home, "open"));
        assertEquals(size + " is more than 100 MB", true, size > 100_000_000);
    }

    private static String run(Path home, String what) throws Exception {
        Path output = home.resolve(what + ".out");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m",
                "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Dslf4j.internal.verbosity=ERROR", "-cp",
                System.getProperty("java.class.path"),
                PacketHeapTest.class.getName(), home.toString(), what).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertEquals("In time", true, process.waitFor(600, TimeUnit.SECONDS));
            String said = Files.readString(output).strip();
            assertEquals(said, 0, process.exitValue());
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        MemoryVault vault = new MemoryVault();
        vault.put("enrollment-1", KeyType.P256_AGREE, key(home, "enrollment").toKeyPair());
        vault.put("intake-1", KeyType.P256_SIGN, key(home, "intake").toKeyPair());
        ListedPartners partners = new ListedPartners();
        partners.add("desk-7", Set.of("station.packet"), true, key(home, "desk-7").toPublicJWK().toJSONString());
        PacketSealer sealer = TestKeys.sealer(vault, partners, Map.of());
        if (arguments[1].equals("write")) {
            write(home, sealer);
        } else {
            open(home, sealer);
        }
    }

    private static ECKey key(Path home, String name) throws Exception {
        return ECKey.parse(Files.readString(home.resolve(name)));
    }

    private static void write(Path home, PacketSealer sealer) throws Exception {
        TestStation station = new TestStation(sealer.enrollmentKey()).signedBy(SignerRole.STATION, "desk-7", key(home, "desk-7"));
        EnrollmentPacket small = new EnrollmentPacket(new EnrollmentId("e-1"), Instant.EPOCH, new Attributes("1.0", Map.of()),
                List.of(face(Modality.FACE, Position.FACE), face(Modality.IRIS, Position.LEFT_IRIS)), List.of(), Optional.empty(),
                Optional.empty());
        List<PacketWriter.Content> parts = new ArrayList<>();
        parts.add(PacketWriter.part(Kind.DEMOGRAPHICS, "application/json", PacketJson.write(small.attributes())));
        parts.add(PacketWriter.part(Kind.BIOMETRICS, "application/xml",
                id.api.biometric.Cbeff.write(small.samples(), Instant.EPOCH).toArray()));
        for (int i = 0; i < DOCUMENTS; i++) {
            int seed = i;
            parts.add(PacketWriter.part(Kind.DOCUMENT, "d-" + i, "FORM", "application/pdf", () -> new Noise(seed)));
        }
        try (OutputStream out = Files.newOutputStream(home.resolve("packet"))) {
            station.writer().write(small, "NEW", parts, out);
        }
        System.out.println("wrote");
    }

    private static BiometricSample face(Modality modality, Position position) {
        return new BiometricSample(modality, position, SampleFormat.JPEG, PacketSealerTest.jpeg(new byte[500_000]));
    }

    private static void open(Path home, PacketSealer sealer) {
        long[] read = new long[1];
        OpenedPacket opened = sealer.open(new PacketSource() {
            @Override
            public long size() {
                return home.resolve("packet").toFile().length();
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(home.resolve("packet"));
            }
        }, (document, content) -> read[0] += content.transferTo(OutputStream.nullOutputStream()));
        System.out.println("Opened " + opened.packet().documents().size() + " documents of " + read[0] + " bytes, "
                + opened.packet().samples().size() + " samples");
    }

    /** Bytes that are in no memory. */
    private static final class Noise extends InputStream {
        private long state;
        private int left = DOCUMENT_BYTES;

        Noise(long seed) {
            state = seed * 0x9e3779b97f4a7c15L + 1;
        }

        @Override
        public int read() {
            if (left == 0) {
                return -1;
            }
            left--;
            state = state * 6364136223846793005L + 1442695040888963407L;
            return (int) (state >>> 56);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = Math.min(length, left);
            for (int i = 0; i < count; i++) {
                target[offset + i] = (byte) read();
            }
            return count;
        }
    }
}
