package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.ECKey;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.SecurityError;
import id.api.security.SignerRole;
import id.api.value.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.Test;

/** Packets that are sealed to ML-KEM beside the curve. */
public class HybridPacketTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BEFORE_HEADER = 12;

    private final MemoryVault vault = new MemoryVault();
    private final MemoryDataKeyStore store = new MemoryDataKeyStore();
    private final ListedPartners partners = new ListedPartners();
    private final ECKey desk = TestStation.registered(partners, "desk-7", SignerRole.STATION);

    private PacketSealer sealer(String hybrid) {
        return TestKeys.sealer(vault, store, partners, Map.of("hybrid", hybrid));
    }

    private byte[] sealedBy(String enrollmentKey) {
        return new TestStation(enrollmentKey).signedBy(SignerRole.STATION, "desk-7", desk).seal(PacketSealerTest.packet());
    }

    @Test
    public void isOffByDefault() throws Exception {
        PacketSealer sealer = TestKeys.sealer(vault, store, partners, Map.of());
        assertFalse(sealer.enrollmentKey(), JSON.readTree(sealer.enrollmentKey()).has("kem"));
        assertEquals("ECDH-ES+A256KW", header(sealer.seal(PacketSealerTest.packet()).content().toArray()).path("alg").asText());
        assertTrue(store.list().stream().noneMatch(key -> key.purpose().equals(DataKeys.KEM)));
    }

    @Test
    public void offersBothKeysAndOpensWhatIsSealedToThem() throws Exception {
        PacketSealer sealer = sealer("offered");
        JsonNode key = JSON.readTree(sealer.enrollmentKey());
        assertEquals("AKP", key.path("kem").path("kty").asText());
        assertEquals("ML-KEM-768", key.path("kem").path("alg").asText());
        assertEquals("Nobody's private half", 5, key.path("kem").size());
        // A station that knows nothing of it reads the curve's key as before.
        assertEquals(key.path("kid").asText(), ECKey.parse(sealer.enrollmentKey()).getKeyID());
        byte[] sealed = sealedBy(sealer.enrollmentKey());
        JsonNode header = header(sealed);
        assertEquals("ECDH-ES+ML-KEM-768", header.path("alg").asText());
        assertEquals(key.path("kid").asText(), header.path("kid").asText());
        assertEquals(key.path("kem").path("kid").asText(), header.path("kemKid").asText());
        PacketSealerTest.assertSame(PacketSealerTest.packet(), sealer.receive(TestStation.packet(sealed)).packet());
        PacketSealerTest.assertSame(PacketSealerTest.packet(), sealer.receive(sealer.seal(PacketSealerTest.packet())).packet());
        assertEquals("ECDH-ES+ML-KEM-768", header(sealer.seal(PacketSealerTest.packet()).content().toArray()).path("alg").asText());
    }

    @Test
    public void takesAPacketToTheCurveAloneUnlessTheHybridIsRequired() {
        byte[] classical = sealedBy(sealer("off").enrollmentKey());
        PacketSealerTest.assertSame(PacketSealerTest.packet(), sealer("offered").receive(TestStation.packet(classical)).packet());
        PacketSealer required = sealer("required");
        IdentityException refused = assertThrows(IdentityException.class, () -> required.receive(TestStation.packet(classical)));
        assertEquals(SecurityError.PACKET_SEAL_INVALID, refused.code());
        assertTrue(refused.getMessage(), refused.getMessage().contains("ECDH-ES+ML-KEM-768")
                && refused.getMessage().contains("fetch the enrollment key again"));
        // What lies in the store was taken before: it opens whatever is asked for since.
        PacketSealerTest.assertSame(PacketSealerTest.packet(), required.open(TestStation.packet(classical)).packet());
        PacketSealerTest.assertSame(PacketSealerTest.packet(),
                required.receive(TestStation.packet(sealedBy(required.enrollmentKey()))).packet());
    }

    @Test
    public void opensHybridPacketsAfterItIsSwitchedOff() {
        byte[] sealed = sealedBy(sealer("required").enrollmentKey());
        PacketSealerTest.assertSame(PacketSealerTest.packet(), sealer("off").receive(TestStation.packet(sealed)).packet());
    }

    /** After docs/decisions/sealed-packet.md, by the JDK; ML-KEM itself is BouncyCastle's. */
    @Test
    public void neitherHalfAloneOpensIt() throws Exception {
        byte[] sealed = sealedBy(sealer("offered").enrollmentKey());
        JsonNode header = header(sealed);
        KemKeys kemKeys = TestKeys.kemKeys(vault, store, Map.of());
        byte[] ciphertext = bytes(header, "kemCiphertext");
        byte[] fromKem = kemKeys.find(header.path("kemKid").asText()).orElseThrow().decapsulate(ciphertext);
        byte[] fromCurve = vault.agree("enrollment-1", ECKey.parse(header.path("epk").toString()).toECPublicKey());
        byte[] content = firstChunk(sealed, header, fromKem, fromCurve);
        assertTrue("The manifest", new String(content, StandardCharsets.UTF_8).contains("\"payload\""));
        byte[] unknown = new byte[32];
        assertThrows(AEADBadTagException.class, () -> firstChunk(sealed, header, fromKem, unknown));
        assertThrows(AEADBadTagException.class, () -> firstChunk(sealed, header, unknown, fromCurve));
        assertThrows(AEADBadTagException.class, () -> firstChunk(sealed, header, fromCurve, fromKem));
    }

    @Test
    public void refusesAChangedCiphertextAndEveryOtherChangeOfTheHeader() throws Exception {
        PacketSealer sealer = sealer("offered");
        byte[] sealed = sealedBy(sealer.enrollmentKey());
        String text = new String(sealed, StandardCharsets.ISO_8859_1);
        int ciphertext = text.indexOf("\"kemCiphertext\":\"") + 17;
        for (int i : new int[]{ 0, 700, 1_449 }) {
            byte[] changed = sealed.clone();
            changed[ciphertext + i] = (byte) (changed[ciphertext + i] == 'A' ? 'B' : 'A');
            assertRefused(sealer, changed);
        }
        ObjectNode header = (ObjectNode) header(sealed);
        assertRefused(sealer, with(sealed, header.deepCopy().put("kemKid", header.path("kid").asText())));
        assertRefused(sealer, with(sealed, header.deepCopy().put("kemCiphertext", "AAAA")));
        assertRefused(sealer, with(sealed, header.deepCopy().put("alg", "ECDH-ES+A256KW")));
        assertRefused(sealer, with(sealed, header.deepCopy().put("wrapped", "AAAA")));
        assertRefused(sealer, with(sealed, (ObjectNode) header.deepCopy().set("kemKid", JSON.createObjectNode())));
        ObjectNode downgraded = header.deepCopy().put("alg", "ECDH-ES+A256KW")
                .put("wrapped", Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[40]));
        downgraded.remove(java.util.List.of("kemKid", "kemCiphertext"));
        assertRefused(sealer, with(sealed, downgraded));
    }

    /** As {@code with} writes it, an unchanged header opens: what is refused above is refused for the change. */
    @Test
    public void opensWhatWasTakenApartAndPutTogether() throws Exception {
        PacketSealer sealer = sealer("offered");
        byte[] sealed = sealedBy(sealer.enrollmentKey());
        byte[] again = with(sealed, (ObjectNode) header(sealed));
        assertEquals(Bytes.of(sealed), Bytes.of(again));
        PacketSealerTest.assertSame(PacketSealerTest.packet(), sealer.open(TestStation.packet(again)).packet());
    }

    @Test
    public void anotherSystemsKeyDoesNotOpenIt() {
        PacketSealer other = TestKeys.sealer(vault, new MemoryDataKeyStore(), partners, Map.of("hybrid", "offered"));
        assertRefused(other, sealedBy(sealer("offered").enrollmentKey()));
    }

    @Test
    public void refusesASettingThatIsNone() {
        IdentityException refused = assertThrows(IdentityException.class, () -> sealer("on"));
        assertEquals(GeneralError.INVALID_VALUE, refused.code());
        assertEquals("Setting hybrid must be off, offered or required", refused.getMessage().replaceFirst("^[^:]*: ", ""));
    }

    /** RFC 5869 appendix A.3: no salt, no info. */
    @Test
    public void derivesAsRfc5869Says() {
        byte[] secrets = new byte[22];
        Arrays.fill(secrets, (byte) 0x0b);
        assertEquals("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d",
                HexFormat.of().formatHex(Hkdf.extractAndExpand(secrets, new byte[0])));
    }

    @Test
    public void aStationRefusesASecondKeyThatIsNone() throws Exception {
        ObjectNode key = (ObjectNode) JSON.readTree(sealer("offered").enrollmentKey());
        PacketRecipient.parse(key.toString());
        for (Map.Entry<String, String> wrong : Map.of("kty", "EC", "alg", "ML-KEM-1024", "pub", "AAAA").entrySet()) {
            ObjectNode changed = key.deepCopy();
            ((ObjectNode) changed.path("kem")).put(wrong.getKey(), wrong.getValue());
            assertThrows(wrong.getKey(), ParseException.class, () -> PacketRecipient.parse(changed.toString()));
        }
        // 1,184 bytes whose numbers are above the modulus.
        byte[] above = new byte[MlKem.PUBLIC_BYTES];
        Arrays.fill(above, (byte) 0xff);
        ((ObjectNode) key.path("kem")).put("pub", Base64.getUrlEncoder().withoutPadding().encodeToString(above));
        assertThrows(ParseException.class, () -> PacketRecipient.parse(key.toString()));
    }

    @Test
    public void pairsShowNothingOfThemselves() {
        assertNotEquals(MlKem.Pair.of(new byte[64]).open().kid(), MlKem.Pair.of(HexFormat.of().parseHex("01".repeat(64))).open().kid());
        assertEquals("Pair[***]", MlKem.Pair.of(new byte[64]).toString());
    }

    private static void assertRefused(PacketSealer sealer, byte[] sealed) {
        IdentityException refused = assertThrows(IdentityException.class, () -> sealer.open(TestStation.packet(sealed)));
        assertEquals(SecurityError.PACKET_SEAL_INVALID, refused.code());
    }

    private static byte[] firstChunk(byte[] sealed, JsonNode header, byte[] fromKem, byte[] fromCurve) throws Exception {
        JsonNode ephemeral = header.path("epk");
        ByteBuffer info = ByteBuffer.allocate(4_000);
        for (byte[] part : new byte[][]{ text("idem-packet hybrid 1"), text("ECDH-ES+ML-KEM-768"), text("A256GCM"),
                text(header.path("kid").asText()), text(header.path("kemKid").asText()), bytes(ephemeral, "x"), bytes(ephemeral, "y"),
                bytes(header, "kemCiphertext") }) {
            info.putShort((short) part.length).put(part);
        }
        info.put((byte) 1);
        byte[] random = hmac(new byte[32], ByteBuffer.allocate(64).put(fromKem).put(fromCurve).array());
        byte[] key = hmac(random, Arrays.copyOf(info.array(), info.position()));
        int begin = BEFORE_HEADER + ByteBuffer.wrap(sealed).getInt(8);
        boolean one = sealed.length - begin <= 65_536 + 16;
        byte[] nonce = Arrays.copyOf(bytes(header, "nonce"), 12);
        nonce[11] = (byte) (one ? 1 : 0);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(sealed, begin)));
        return cipher.doFinal(sealed, begin, Math.min(sealed.length - begin, 65_536 + 16));
    }

    private static byte[] hmac(byte[] key, byte[] text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static JsonNode header(byte[] sealed) throws Exception {
        return JSON.readTree(sealed, BEFORE_HEADER, ByteBuffer.wrap(sealed).getInt(8));
    }

    /** The packet with another header. */
    private static byte[] with(byte[] sealed, ObjectNode header) {
        byte[] text = text(header.toString());
        int chunks = BEFORE_HEADER + ByteBuffer.wrap(sealed).getInt(8);
        return ByteBuffer.allocate(BEFORE_HEADER + text.length + sealed.length - chunks).put(sealed, 0, 8).putInt(text.length)
                .put(text).put(sealed, chunks, sealed.length - chunks).array();
    }

    private static byte[] bytes(JsonNode from, String field) {
        return Base64.getUrlDecoder().decode(from.path(field).asText());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
