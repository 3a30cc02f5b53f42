package id.core.security;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.enrollment.Document;
import id.api.enrollment.DocumentContent;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.OpenedPacket;
import id.api.security.PacketSource;
import id.api.security.SealedPacket;
import id.api.security.SecurityError;
import id.api.security.SignerRole;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.CentreId;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.StationId;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.Test;

public class PacketSealerTest {
    static final String NAME = "Ada Personal";
    private final MemoryVault vault = new MemoryVault();
    private final ListedPartners partners = new ListedPartners();
    private final PacketSealer sealer = sealer(Map.of());

    private PacketSealer sealer(Map<String, Object> settings) {
        return TestKeys.sealer(vault, partners, settings);
    }

    private TestStation station(String name) {
        return new TestStation(sealer.enrollmentKey()).signedBy(SignerRole.STATION, name,
                TestStation.registered(partners, name, SignerRole.STATION));
    }

    @Test
    public void opensWhatItSealed() {
        OpenedPacket opened = sealer.open(sealer.seal(packet()));
        assertSame(packet(), opened.packet());
        assertEquals(ClientId.SYSTEM, opened.signer());
        assertEquals("NEW", opened.process());
    }

    @Test
    public void opensWhatAStationSealed() {
        OpenedPacket opened = sealer.open(TestStation.packet(station("desk-7").seal(packet())));
        assertSame(packet(), opened.packet());
        assertEquals(Map.of(SignerRole.STATION, new ClientId("desk-7")), opened.signers());
        assertTrue(opened.packetId(), opened.packetId().matches("[0-9a-f]{32}"));
    }

    @Test
    public void opensAfterARestartAndAfterANewKey() {
        SealedPacket sealed = sealer.seal(packet());
        byte[] fromStation = station("desk-7").seal(packet());
        vault.create("enrollment-2", KeyType.P256_AGREE);
        vault.create("intake-2", KeyType.P256_SIGN);
        PacketSealer later = sealer(Map.of());
        assertSame(packet(), later.open(sealed).packet());
        assertSame(packet(), later.open(TestStation.packet(fromStation)).packet());
        assertFalse(later.enrollmentKey().equals(sealer.enrollmentKey()));
        assertSame(packet(), later.open(later.seal(packet())).packet());
    }

    @Test
    public void showsDocumentsAsTheyPass() {
        List<String> shown = new ArrayList<>();
        sealer.open(sealer.seal(packet()), (document, content) -> shown
                .add(document.name() + " " + new String(content.readAllBytes(), StandardCharsets.UTF_8)));
        assertEquals(List.of("p-1 pdf", "p-2 second"), shown);
        // Nobody has to read to the end, and nobody reads on later.
        List<InputStream> kept = new ArrayList<>();
        sealer.open(sealer.seal(packet()), (document, content) -> kept.add(content));
        assertThrows(IOException.class, () -> kept.getFirst().read());
    }

    @Test
    public void showsAPublicEnrollmentKeyOnly() throws Exception {
        ECKey key = ECKey.parse(sealer.enrollmentKey());
        assertFalse(key.isPrivate());
        assertEquals("ECDH-ES+A256KW", key.getAlgorithm().getName());
        assertEquals(key.computeThumbprint().toString(), key.getKeyID());
    }

    @Test
    public void refusesAByteChangedAnywhere() {
        byte[] sealed = sealer.seal(threeChunks()).content().toArray();
        int step = 0;
        for (int i = 0; i < sealed.length; i += 1 + (i < 700 ? 1 : 397 + step++ % 53)) {
            byte[] changed = sealed.clone();
            changed[i] ^= (byte) (1 << i % 8);
            assertRefused(SecurityError.PACKET_SEAL_INVALID, changed);
        }
    }

    @Test
    public void refusesWhatIsCutAtAnyChunkOrBetween() {
        byte[] sealed = sealer.seal(threeChunks()).content().toArray();
        List<Integer> bounds = bounds(sealed);
        assertTrue(bounds.toString(), bounds.size() >= 4);
        for (int bound : bounds) {
            for (int cut : new int[]{ bound - 1, bound, bound + 1, bound + 15, bound + 16, bound + 17, bound + 1_000 }) {
                if (cut > 0 && cut < sealed.length) {
                    assertRefused(SecurityError.PACKET_SEAL_INVALID, java.util.Arrays.copyOf(sealed, cut));
                }
            }
        }
        for (int cut = 1; cut < bounds.getFirst(); cut++) {
            assertRefused(SecurityError.PACKET_SEAL_INVALID, java.util.Arrays.copyOf(sealed, cut));
        }
        assertRefused(SecurityError.PACKET_SEAL_INVALID, java.util.Arrays.copyOf(sealed, sealed.length + 1));
        assertRefused(SecurityError.PACKET_SEAL_INVALID, java.util.Arrays.copyOf(sealed, sealed.length + 16));
    }

    @Test
    public void refusesChunksInAnotherOrderOrTwiceOrLeftOut() {
        byte[] sealed = sealer.seal(threeChunks()).content().toArray();
        byte[] other = sealer.seal(threeChunks()).content().toArray();
        List<byte[]> pieces = pieces(sealed);
        List<byte[]> others = pieces(other);
        assertArrayEquals(sealed, joined(pieces));
        for (int i = 1; i < pieces.size(); i++) {
            List<byte[]> left = new ArrayList<>(pieces);
            left.remove(i);
            assertRefused(SecurityError.PACKET_SEAL_INVALID, joined(left));
            List<byte[]> twice = new ArrayList<>(pieces);
            twice.add(i, pieces.get(i));
            assertRefused(SecurityError.PACKET_SEAL_INVALID, joined(twice));
            List<byte[]> foreign = new ArrayList<>(pieces);
            foreign.set(i, others.get(i));
            assertRefused(SecurityError.PACKET_SEAL_INVALID, joined(foreign));
            for (int j = i + 1; j < pieces.size(); j++) {
                List<byte[]> swapped = new ArrayList<>(pieces);
                java.util.Collections.swap(swapped, i, j);
                assertRefused(SecurityError.PACKET_SEAL_INVALID, joined(swapped));
            }
        }
        List<byte[]> head = new ArrayList<>(pieces);
        head.set(0, others.get(0));
        assertRefused(SecurityError.PACKET_SEAL_INVALID, joined(head));
    }

    @Test
    public void refusesWhatIsNoPacket() {
        for (String text : List.of(" ", "{}", "IDEMPKT", "IDEMPKT\1", "IDEMPKT\2\0\0\0\2{}", "IDEMPKT\1\0\0\0\2{}",
                "IDEMPKT\1\377\377\377\377",
                "IDEMPKT\1\0\0\0\0", "IDEMPKT\1\0\0\0\4null", "a.b.c.d.e", "\0\u00ff", ".".repeat(10_000))) {
            assertRefused(SecurityError.PACKET_SEAL_INVALID, text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    public void refusesOtherAlgorithmsAndHeadersWithMore() {
        byte[] sealed = sealer.seal(packet()).content().toArray();
        int length = java.nio.ByteBuffer.wrap(sealed).getInt(8);
        String header = new String(sealed, 12, length, StandardCharsets.UTF_8);
        for (String other : List.of(header.replace("ECDH-ES+A256KW", "ECDH-ES"), header.replace("A256GCM", "A128GCM"),
                header.replace("A256GCM", "A128CBC-HS256"), header.replace("{\"", "{\"zip\":\"DEF\",\""),
                header.replace("{\"", "{\"crit\":[\"x\"],\"x\":1,\""), header.replace("idem-packet", "JOSE"),
                header.replaceAll("\"kid\":\"[^\"]*\"", "\"kid\":\"another\""), header.replaceAll("\"wrapped\":\"[^\"]*\",?", ""),
                header.replaceAll("\"y\":\"[^\"]*\"", "\"y\":\"" + "A".repeat(43) + "\""))) {
            assertFalse(other.equals(header));
            byte[] text = other.getBytes(StandardCharsets.UTF_8);
            byte[] changed = java.nio.ByteBuffer.allocate(sealed.length - length + text.length).put(sealed, 0, 8).putInt(text.length)
                    .put(text).put(sealed, 12 + length, sealed.length - 12 - length).array();
            assertRefused(SecurityError.PACKET_SEAL_INVALID, changed);
        }
    }

    @Test
    public void refusesASealToAnotherKey() {
        TestStation elsewhere = new TestStation(TestStation.key().toPublicJWK().toJSONString()).signedBy(SignerRole.STATION, "desk-1",
                TestStation.registered(partners, "desk-1", SignerRole.STATION));
        assertRefused(SecurityError.PACKET_SEAL_INVALID, elsewhere.seal(packet()));
    }

    @Test
    public void aVaultThatDoesNotAnswerSaysNothingAboutThePacket() {
        SealedPacket sealed = sealer.seal(packet());
        vault.unavailable = true;
        assertRefused(SecurityError.VAULT_UNAVAILABLE, sealed);
    }

    @Test
    public void aSourceThatBreaksSaysNothingAboutThePacket() {
        PacketSource broken = new PacketSource() {
            @Override
            public long size() {
                return 100;
            }

            @Override
            public InputStream open() throws IOException {
                throw new IOException("gone");
            }
        };
        assertEquals(GeneralError.UNAVAILABLE, assertThrows(IdentityException.class, () -> sealer.open(broken)).code());
    }

    @Test
    public void partsHaveLimits() {
        assertRefusedAt(sealer(Map.of("demographicsKilobytes", 1)), "attributes", with(new byte[10], "x".repeat(990)));
        assertRefusedAt(sealer(Map.of("biometricsMegabytes", 1)), "biometrics", with(new byte[800_000], "x"));
        assertRefusedAt(sealer(Map.of("documentMegabytes", 1)), "documents[0]", new EnrollmentPacket(new EnrollmentId("e-1"),
                Instant.EPOCH, new Attributes("1.0", Map.of()), List.of(),
                List.of(new Document("d", "FORM", "text/plain", Bytes.of(new byte[1024 * 1024 + 1]))), Optional.empty(), Optional.empty()));
        assertRefusedAt(sealer(Map.of("packetMegabytes", 1)), "packet", with(new byte[1_000_000], "x"));
        assertThrows(IdentityException.class, () -> TestKeys.packetSettings(Map.of("packetMegabytes", 0)));
        assertThrows(IdentityException.class, () -> TestKeys.packetSettings(Map.of("signers", "operator")));
        assertThrows(IdentityException.class, () -> TestKeys.packetSettings(Map.of("signers", "station,chief")));
        assertThrows(IdentityException.class, () -> TestKeys.packetSettings(Map.of("supervisedProcesses", "lost")));
    }

    private void assertRefusedAt(PacketSealer strict, String field, EnrollmentPacket packet) {
        SealedPacket sealed = sealer.seal(packet);
        IdentityException refused = assertThrows(IdentityException.class, () -> strict.open(sealed));
        assertEquals(GeneralError.TOO_LARGE, refused.code());
        assertEquals(field, refused.field());
    }

    private static EnrollmentPacket with(byte[] picture, String name) {
        return new EnrollmentPacket(new EnrollmentId("e-1"), Instant.EPOCH, Attributes.ofPlain("1.0", Map.of("name", name, "other", name)),
                List.of(new BiometricSample(Modality.FACE, Position.FACE, SampleFormat.JPEG, jpeg(picture))), List.of(), Optional.empty(),
                Optional.empty());
    }

    @Test
    public void refusesToSealWhatWouldBeReadAsSomethingElse() {
        EnrollmentPacket mislabelled = new EnrollmentPacket(new EnrollmentId("e-1"), Instant.EPOCH, new Attributes("1.0", Map.of()),
                List.of(new BiometricSample(Modality.FACE, Position.FACE, SampleFormat.PNG, jpeg(new byte[20]))), List.of(),
                Optional.empty(), Optional.empty());
        IdentityException refused = assertThrows(IdentityException.class, () -> sealer.seal(mislabelled));
        assertEquals(BiometricError.SAMPLE_FORMAT_UNSUPPORTED, refused.code());
        assertEquals("biometrics[0]", refused.field());
    }

    private List<Integer> bounds(byte[] sealed) {
        List<Integer> bounds = new ArrayList<>();
        int start = 12 + java.nio.ByteBuffer.wrap(sealed).getInt(8);
        for (int bound = start; bound < sealed.length; bound += Chunks.SIZE + Chunks.TAG) {
            bounds.add(bound);
        }
        bounds.add(sealed.length);
        return bounds;
    }

    private List<byte[]> pieces(byte[] sealed) {
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        for (int bound : bounds(sealed)) {
            pieces.add(java.util.Arrays.copyOfRange(sealed, from, bound));
            from = bound;
        }
        return pieces;
    }

    private static byte[] joined(List<byte[]> pieces) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        pieces.forEach(out::writeBytes);
        return out.toByteArray();
    }

    private void assertRefused(ErrorCode code, byte[] sealed) {
        assertRefused(code, TestStation.packet(sealed));
    }

    private IdentityException assertRefused(ErrorCode code, SealedPacket sealed) {
        IdentityException refused = assertThrows(IdentityException.class, () -> sealer.open(sealed));
        assertEquals(refused.getMessage(), code, refused.code());
        assertFalse(refused.getMessage().contains(NAME));
        return refused;
    }

    /** Equal but for the documents, of which the opened one holds digests. */
    static void assertSame(EnrollmentPacket sealed, EnrollmentPacket opened) {
        List<Document> described = sealed.documents().stream()
                .map(document -> new Document(document.name(), document.type(), document.mediaType(),
                        new DocumentContent.InPacket(document.content().size(), Bytes.of(PartInput.sha256()
                                .digest(((DocumentContent.InMemory) document.content()).bytes().toArray())))))
                .toList();
        assertEquals(new EnrollmentPacket(sealed.id(), sealed.capturedAt(), sealed.attributes(), sealed.samples(), described,
                sealed.centre(), sealed.station()), opened);
    }

    static Bytes jpeg(byte[] content) {
        content[0] = (byte) 0xff;
        content[1] = (byte) 0xd8;
        return Bytes.of(content);
    }

    private static EnrollmentPacket threeChunks() {
        byte[] content = new byte[3 * Chunks.SIZE];
        new Random(5).nextBytes(content);
        return new EnrollmentPacket(new EnrollmentId("chunks"), Instant.EPOCH, new Attributes("1.0", Map.of()), List.of(),
                List.of(new Document("d", "FORM", "text/plain", Bytes.of(content))), Optional.empty(), Optional.empty());
    }

    static EnrollmentPacket packet() {
        Attributes attributes = Attributes.ofPlain("1.0",
                Map.of("name", List.of(Map.of("language", "en", "value", NAME), Map.of("language", "ar", "value", "آدا")),
                        "children", new BigDecimal("2"), "height", new BigDecimal("1.75"), "alive", true, "passport",
                        Map.of("document", "p-1")));
        return new EnrollmentPacket(new EnrollmentId("e-1"), Instant.parse("2026-01-31T09:30:00.123456Z"), attributes,
                List.of(new BiometricSample(Modality.FINGER, Position.RIGHT_INDEX, SampleFormat.PNG,
                        Bytes.of(new byte[]{ (byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 62, 63 })),
                        new BiometricSample(Modality.FACE, Position.FACE, SampleFormat.JPEG, jpeg(new byte[100_000]))),
                List.of(new Document("p-1", "PASSPORT", "application/pdf", Bytes.utf8("pdf")),
                        new Document("p-2", "FORM", "text/plain", Bytes.utf8("second"))),
                Optional.of(new CentreId("c-1")), Optional.of(new StationId("s-1")));
    }

    @Test
    public void chunkBoundariesAreNoSpecialPlaces() {
        for (int size : new int[]{ 1, Chunks.SIZE - 1_200, Chunks.SIZE - 900, Chunks.SIZE, 2 * Chunks.SIZE }) {
            for (int more = 0; more < (size == Chunks.SIZE - 900 ? 300 : 1); more += 3) {
                EnrollmentPacket packet = new EnrollmentPacket(new EnrollmentId("e"), Instant.EPOCH, new Attributes("1.0", Map.of()),
                        List.of(), List.of(new Document("d", "FORM", "text/plain", Bytes.of(new byte[size + more]))), Optional.empty(),
                        Optional.empty());
                assertSame(packet, sealer.open(sealer.seal(packet)).packet());
            }
        }
    }

    @Test
    public void aStationNeedsNoOtherScope() {
        partners.add("reader", Set.of("id.read"), true, TestStation.key().toPublicJWK().toJSONString());
        assertEquals("station.packet", ManifestSignatures.scope(SignerRole.STATION));
    }
}
