package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.enrollment.Document;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.OpenedPacket;
import id.api.security.SealedPacket;
import id.api.security.SecurityError;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.CentreId;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.StationId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Before;
import org.junit.Test;

public class PacketSealerTest {
    static final String NAME = "Ada Personal";
    private static final String JSON = "{\"enrollmentId\":\"e-1\",\"capturedAt\":\"2026-01-31T09:30:00Z\","
            + "\"attributes\":{\"schemaVersion\":\"1.0\",\"name\":\"" + NAME + "\"}}";

    private final MemoryVault vault = new MemoryVault();
    private final ListedPartners partners = new ListedPartners();
    private ECKey station;
    private PacketSealer sealer;

    @Before
    public void registerStation() throws JOSEException {
        station = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        partners.add("station-1", Set.of("station.packet"), true, station.toPublicJWK().toJSONString());
        sealer = new PacketSealer(new AsymmetricKeys(vault), partners);
    }

    @Test
    public void opensWhatItSealed() {
        EnrollmentPacket packet = packet();
        OpenedPacket opened = sealer.open(sealer.seal(packet));
        assertEquals(packet, opened.packet());
        assertEquals(ClientId.SYSTEM, opened.signer());
    }

    @Test
    public void opensAfterARestartAndAfterANewKey() {
        SealedPacket sealed = sealer.seal(packet());
        vault.create("enrollment-2", KeyType.P256_AGREE);
        vault.create("intake-2", KeyType.P256_SIGN);
        PacketSealer later = new PacketSealer(new AsymmetricKeys(vault), partners);
        assertEquals(packet(), later.open(sealed).packet());
        assertFalse(later.enrollmentKey().equals(sealer.enrollmentKey()));
        assertEquals(packet(), later.open(later.seal(packet())).packet());
    }

    @Test
    public void opensWhatAStationSealedByAnyJoseLibrary() throws Exception {
        for (String kid : List.of("station-1/" + station.getKeyID(), "station-1/")) {
            OpenedPacket opened = sealer.open(encrypted(signed(JSON, kid, null)));
            assertEquals(new ClientId("station-1"), opened.signer());
            assertEquals("e-1", opened.packet().id().value());
        }
        assertEquals(new ClientId("station-1"),
                sealer.open(encrypted(signed(JSON, null, "station-1"))).signer());
        assertEquals(new ClientId("station-1"),
                sealer.open(encrypted(signed(JSON, station.getKeyID(), "station-1"))).signer());
    }

    @Test
    public void sealsWhatAnyJoseLibraryOpens() throws Exception {
        JWEObject jwe = JWEObject.parse(ascii(sealer.seal(packet())));
        jwe.decrypt(new ECDHDecrypter((ECPrivateKey) vault.privateKey("enrollment-1")));
        JWSObject jws = jwe.getPayload().toJWSObject();
        assertTrue(jws.verify(new ECDSAVerifier((ECPublicKey) vault.publicKey("intake-1"))));
        assertEquals(packet(), PacketJson.read(jws.getPayload().toBytes()));
    }

    @Test
    public void showsAPublicEnrollmentKeyOnly() throws Exception {
        ECKey key = ECKey.parse(sealer.enrollmentKey());
        assertFalse(key.isPrivate());
        assertEquals("ECDH-ES+A256KW", key.getAlgorithm().getName());
        assertEquals(key.computeThumbprint().toString(), key.getKeyID());
    }

    @Test
    public void refusesASealThatWasChangedOrCutAnywhere() {
        String sealed = ascii(sealer.seal(small()));
        for (int i = 0; i < sealed.length(); i += 29) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            // The last character of a part may carry unused bits: changed ones decode to the same.
            boolean lastOfPart = i + 1 == sealed.length() || sealed.charAt(i + 1) == '.' || sealed.charAt(i) == '.';
            if (!lastOfPart) {
                assertRefused(SecurityError.PACKET_SEAL_INVALID,
                        bytes(sealed.substring(0, i) + other + sealed.substring(i + 1)));
            }
            if (i > 0) {
                assertRefused(SecurityError.PACKET_SEAL_INVALID, bytes(sealed.substring(0, i)));
            }
        }
    }

    @Test
    public void refusesPartsOfTwoPacketsPutTogether() {
        String[] one = ascii(sealer.seal(packet())).split("\\.");
        String[] two = ascii(sealer.seal(packet())).split("\\.");
        for (int i = 0; i < one.length; i++) {
            String[] mixed = one.clone();
            mixed[i] = two[i];
            assertRefused(SecurityError.PACKET_SEAL_INVALID, bytes(String.join(".", mixed)));
        }
    }

    @Test
    public void refusesWhatIsNoJwe() {
        for (String text : List.of(" ", "no jwe", "....", "a.b.c.d.e", "{}", JSON, "\u0000\u00ff", ".".repeat(10_000),
                Base64URL.encode("{\"alg\":\"none\"}") + "...." + Base64URL.encode(JSON))) {
            assertRefused(SecurityError.PACKET_SEAL_INVALID, bytes(text));
        }
    }

    @Test
    public void refusesOtherAlgorithmsAndCompression() throws Exception {
        String jws = signed(JSON, "station-1/" + station.getKeyID(), null);
        String kid = enrollmentKey().getKeyID();
        assertRefused(SecurityError.PACKET_SEAL_INVALID, encrypted(jws,
                new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM).contentType("JOSE").keyID(kid)));
        assertRefused(SecurityError.PACKET_SEAL_INVALID, encrypted(jws, header(EncryptionMethod.A128CBC_HS256)));
        assertRefused(SecurityError.PACKET_SEAL_INVALID,
                encrypted(jws, header(EncryptionMethod.A256GCM).compressionAlgorithm(CompressionAlgorithm.DEF)));
        assertRefused(SecurityError.PACKET_SEAL_INVALID,
                encrypted(jws, header(EncryptionMethod.A256GCM).contentType("JWT")));
        assertRefused(SecurityError.PACKET_SEAL_INVALID,
                encrypted(jws, header(EncryptionMethod.A256GCM).keyID("another")));
        assertRefused(SecurityError.PACKET_SEAL_INVALID, encrypted(jws,
                header(EncryptionMethod.A256GCM).criticalParams(Set.of("x")).customParam("x", "y")));
    }

    @Test
    public void refusesAPointThatIsNotOnTheCurve() {
        String[] parts = ascii(sealer.seal(packet())).split("\\.");
        String header = new Base64URL(parts[0]).decodeToString();
        String zero = Base64URL.encode(new byte[32]).toString();
        parts[0] = Base64URL.encode(header.replaceAll("\"y\":\"[^\"]*\"", "\"y\":\"" + zero + "\"")).toString();
        assertRefused(SecurityError.PACKET_SEAL_INVALID, bytes(String.join(".", parts)));
    }

    @Test
    public void refusesASealToAnotherKey() throws Exception {
        ECKey other = new ECKeyGenerator(Curve.P_256).generate();
        JWEObject jwe = new JWEObject(header(EncryptionMethod.A256GCM).build(),
                new Payload(signed(JSON, null, "station-1")));
        jwe.encrypt(new ECDHEncrypter(other.toECPublicKey()));
        assertRefused(SecurityError.PACKET_SEAL_INVALID, bytes(jwe.serialize()));
    }

    @Test
    public void aVaultThatDoesNotAnswerSaysNothingAboutThePacket() {
        SealedPacket sealed = sealer.seal(packet());
        vault.unavailable = true;
        assertRefused(SecurityError.VAULT_UNAVAILABLE, sealed);
    }

    @Test
    public void refusesContentThatIsNotSigned() throws Exception {
        assertRefused(SecurityError.PACKET_SIGNATURE_INVALID, encrypted(JSON));
        assertRefused(SecurityError.PACKET_SIGNATURE_INVALID, encrypted("a.b.c"));
        String none = Base64URL.encode("{\"alg\":\"none\",\"kid\":\"station-1/\"}") + "." + Base64URL.encode(JSON) + ".";
        assertRefused(SecurityError.PACKET_SIGNATURE_INVALID, encrypted(none));
        String jws = signed(JSON, "station-1/", null);
        assertRefused(SecurityError.PACKET_SIGNATURE_INVALID, encrypted(jws.substring(0, jws.lastIndexOf('.') + 1)));
        assertRefused(SecurityError.PACKET_SIGNATURE_INVALID, encrypted(jws.substring(0, jws.length() - 4)));
    }

    @Test
    public void refusesSignaturesByOtherAlgorithms() throws Exception {
        // The public key as a secret: the classic confusion.
        byte[] secret = station.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        assertRefused(SecurityError.PACKET_SIGNATURE_INVALID, encrypted(
                signed(JSON, new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("station-1/"), new MACSigner(secret))));
        assertRefused(SecurityError.PACKET_SIGNATURE_INVALID,
                encrypted(signed(JSON, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("station-1/"),
                        new RSASSASigner(new RSAKeyGenerator(2048).generate()))));
        assertRefused(SecurityError.PACKET_SIGNATURE_INVALID,
                encrypted(signed(JSON, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("station-1/")
                        .jwk(station.toPublicJWK()), new ECDSASigner(station))));
        // Zeros once passed for a signature of anything.
        String zeros = Base64URL.encode(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("station-1/").build()
                .toString()) + "." + Base64URL.encode(JSON) + "." + Base64URL.encode(new byte[64]);
        assertRefused(SecurityError.PACKET_SIGNATURE_INVALID, encrypted(zeros));
    }

    @Test
    public void refusesSignersThatDoNotFit() throws Exception {
        ECKey stranger = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        partners.add("idle", Set.of("station.packet"), false, station.toPublicJWK().toJSONString());
        partners.add("reader", Set.of("id.read"), true, station.toPublicJWK().toJSONString());
        String own = station.getKeyID();
        for (String kid : List.of("nobody/" + own, "idle/" + own, "reader/" + own, "station-1/unknown", "system/" + own,
                "/" + own, "a b/" + own, own)) {
            assertRefused(SecurityError.PACKET_SIGNER_UNKNOWN, encrypted(signed(JSON, kid, null)));
        }
        assertRefused(SecurityError.PACKET_SIGNER_UNKNOWN, encrypted(signed(JSON, (String) null, null)));
        assertRefused(SecurityError.PACKET_SIGNATURE_INVALID,
                encrypted(signed(JSON, "station-1/" + own, "another")));
        String forged = signed(JSON, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("station-1/" + own),
                new ECDSASigner(stranger));
        assertRefused(SecurityError.PACKET_SIGNATURE_INVALID, encrypted(forged));
    }

    @Test
    public void refusesASignatureOverOtherContent() throws Exception {
        String[] parts = signed(JSON, "station-1/", null).split("\\.");
        String other = parts[0] + "." + Base64URL.encode(JSON.replace("e-1", "e-2")) + "." + parts[2];
        assertRefused(SecurityError.PACKET_SIGNATURE_INVALID, encrypted(other));
    }

    @Test
    public void refusesContentThatIsNoPacketByItsField() throws Exception {
        assertField(GeneralError.UNKNOWN_FIELD, "operator",
                JSON.replace("{\"enrollmentId\"", "{\"operator\":1,\"enrollmentId\""));
        assertField(GeneralError.MISSING_VALUE, "enrollmentId", "{}");
        // Deeper cases: PacketJsonTest.
    }

    private void assertField(ErrorCode code, String field, String json) throws Exception {
        IdentityException refused = assertRefused(code, encrypted(signed(json, "station-1/", null)));
        assertEquals(field, refused.field());
    }

    private IdentityException assertRefused(ErrorCode code, SealedPacket packet) {
        IdentityException refused = assertThrows(IdentityException.class, () -> sealer.open(packet));
        assertEquals(refused.getMessage(), code, refused.code());
        assertFalse(refused.getMessage().contains(NAME));
        return refused;
    }

    private String signed(String json, String kid, String issuer) throws JOSEException {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid);
        if (issuer != null) {
            header.customParam("iss", issuer);
        }
        return signed(json, header, new ECDSASigner(station));
    }

    private static String signed(String json, JWSHeader.Builder header, JWSSigner signer) throws JOSEException {
        JWSObject jws = new JWSObject(header.build(), new Payload(json));
        jws.sign(signer);
        return jws.serialize();
    }

    private SealedPacket encrypted(String content) throws Exception {
        return encrypted(content, header(EncryptionMethod.A256GCM));
    }

    private SealedPacket encrypted(String content, JWEHeader.Builder header) throws Exception {
        JWEObject jwe = new JWEObject(header.build(), new Payload(content));
        jwe.encrypt(new ECDHEncrypter(enrollmentKey().toECPublicKey()));
        return bytes(jwe.serialize());
    }

    private JWEHeader.Builder header(EncryptionMethod method) throws Exception {
        return new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, method).contentType("JOSE")
                .keyID(enrollmentKey().getKeyID());
    }

    private ECKey enrollmentKey() throws Exception {
        return ECKey.parse(sealer.enrollmentKey());
    }

    private static String ascii(SealedPacket packet) {
        return new String(packet.content().toArray(), StandardCharsets.US_ASCII);
    }

    private static SealedPacket bytes(String content) {
        return new SealedPacket(Bytes.of(content.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static EnrollmentPacket small() {
        return new EnrollmentPacket(new EnrollmentId("small"), Instant.EPOCH, new Attributes("1.0", Map.of()),
                List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    static EnrollmentPacket packet() {
        Attributes attributes = Attributes.ofPlain("1.0",
                Map.of("name", List.of(Map.of("language", "en", "value", NAME), Map.of("language", "ar", "value", "آدا")),
                        "children", new BigDecimal("2"), "height", new BigDecimal("1.75"), "alive", true, "passport",
                        Map.of("document", "p-1")));
        return new EnrollmentPacket(new EnrollmentId("e-1"), Instant.parse("2026-01-31T09:30:00.123456Z"), attributes,
                List.of(new BiometricSample(Modality.FINGER, Position.RIGHT_INDEX, SampleFormat.PNG,
                        Bytes.of(new byte[]{ -1, 0, 1, 62, 63 })),
                        new BiometricSample(Modality.FACE, Position.FACE, SampleFormat.JPEG,
                                Bytes.of(new byte[100_000]))),
                List.of(new Document("p-1", "PASSPORT", "application/pdf", Bytes.utf8("pdf"))),
                Optional.of(new CentreId("c-1")), Optional.of(new StationId("s-1")));
    }

    @Test
    public void largePacketsPass() {
        EnrollmentPacket large = new EnrollmentPacket(new EnrollmentId("large"), Instant.EPOCH,
                new Attributes("1.0", Map.of()),
                List.of(new BiometricSample(Modality.FINGER, Position.LEFT_THUMB, SampleFormat.BMP,
                        Bytes.of(new byte[8 * 1024 * 1024]))),
                List.of(), Optional.empty(), Optional.empty());
        SealedPacket sealed = sealer.seal(large);
        assertTrue(sealed.content().size() > 8 * 1024 * 1024);
        assertEquals(large, sealer.open(sealed).packet());
    }
}
