package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.OpenedPacket;
import id.api.security.SecurityError;
import id.api.security.SignerRole;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.core.security.PacketManifest.Kind;
import id.core.security.PacketManifest.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.Test;

/** Who signed what: manifests, and parts that are none of theirs. */
public class PacketSignersTest {
    private final MemoryVault vault = new MemoryVault();
    private final ListedPartners partners = new ListedPartners();
    private final PacketSealer sealer = sealer(Map.of());
    private final ECKey desk = TestStation.registered(partners, "desk-7", SignerRole.STATION);
    private final ECKey operator = TestStation.registered(partners, "anna", SignerRole.OPERATOR);
    private final ECKey supervisor = TestStation.registered(partners, "sven", SignerRole.SUPERVISOR);

    private PacketSealer sealer(Map<String, Object> settings) {
        return TestKeys.sealer(vault, partners, settings);
    }

    private TestStation station() {
        return new TestStation(sealer.enrollmentKey()).signedBy(SignerRole.STATION, "desk-7", desk);
    }

    private TestStation withOperator() {
        return station().signedBy(SignerRole.OPERATOR, "anna", operator);
    }

    @Test
    public void opensWhatThreeSigned() {
        TestStation all = withOperator().signedBy(SignerRole.SUPERVISOR, "sven", supervisor);
        all.process = "LOST";
        OpenedPacket opened = sealer.open(TestStation.packet(all.seal(PacketSealerTest.packet())));
        assertEquals(Map.of(SignerRole.STATION, new ClientId("desk-7"), SignerRole.OPERATOR, new ClientId("anna"),
                SignerRole.SUPERVISOR, new ClientId("sven")), opened.signers());
        assertEquals("LOST", opened.process());
    }

    @Test
    public void asksForTheSignaturesThatTheProcessNeeds() {
        PacketSealer strict = sealer(Map.of("signers", "station,operator", "supervisedProcesses", "LOST, UPDATE"));
        refused(strict, SecurityError.PACKET_SIGNATURE_MISSING, "signers", station().seal(PacketSealerTest.packet()));
        strict.open(TestStation.packet(withOperator().seal(PacketSealerTest.packet())));
        TestStation lost = withOperator();
        lost.process = "LOST";
        refused(strict, SecurityError.PACKET_SIGNATURE_MISSING, "signers", lost.seal(PacketSealerTest.packet()));
        lost.signedBy(SignerRole.SUPERVISOR, "sven", supervisor);
        strict.open(TestStation.packet(lost.seal(PacketSealerTest.packet())));
        // What the server seals itself came in under the name of a client that was let in.
        strict.open(strict.seal(PacketSealerTest.packet()));
    }

    @Test
    public void nobodySignsTwice() {
        partners.add("desk-7", Set.of("station.packet", "packet.operator"), true, desk.toPublicJWK().toJSONString());
        refused(SecurityError.PACKET_MALFORMED, station().signedBy(SignerRole.OPERATOR, "desk-7", desk).seal(PacketSealerTest.packet()));
    }

    @Test
    public void refusesSignersThatAreGoneOrNeverWere() {
        byte[] sealed = withOperator().seal(PacketSealerTest.packet());
        sealer.open(TestStation.packet(sealed));
        partners.add("anna", Set.of("packet.operator"), false, operator.toPublicJWK().toJSONString());
        refused(SecurityError.PACKET_SIGNER_UNKNOWN, sealed);
        partners.add("anna", Set.of("packet.operator"), true, TestStation.key().toPublicJWK().toJSONString());
        refused(SecurityError.PACKET_SIGNER_UNKNOWN, sealed);
        partners.add("anna", Set.of("packet.supervisor", "station.packet"), true, operator.toPublicJWK().toJSONString());
        refused(SecurityError.PACKET_SIGNER_UNKNOWN, sealed);
        partners.add("anna", Set.of("packet.operator"), true, operator.toPublicJWK().toJSONString());
        partners.add("desk-7", Set.of("station.packet"), false, desk.toPublicJWK().toJSONString());
        refused(SecurityError.PACKET_SIGNER_UNKNOWN, sealed);
        refused(SecurityError.PACKET_SIGNER_UNKNOWN,
                new TestStation(sealer.enrollmentKey()).signedBy(SignerRole.STATION, "nobody", desk).seal(PacketSealerTest.packet()));
        // The server's own name is nobody else's to take.
        refused(SecurityError.PACKET_SIGNER_UNKNOWN,
                new TestStation(sealer.enrollmentKey()).signedBy(SignerRole.STATION, "system", desk).seal(PacketSealerTest.packet()));
    }

    @Test
    public void refusesAKeyOfAnother() {
        ECKey stranger = new ECKey.Builder(TestStation.key()).keyID(desk.getKeyID()).build();
        refused(SecurityError.PACKET_SIGNATURE_INVALID,
                new TestStation(sealer.enrollmentKey()).signedBy(SignerRole.STATION, "desk-7", stranger).seal(PacketSealerTest.packet()));
    }

    @Test
    public void takesEd25519() throws Exception {
        java.security.KeyPair pair = java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        OctetKeyPair key = new OctetKeyPair.Builder(Curve.Ed25519,
                Base64URL.encode(java.util.Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))).keyIDFromThumbprint().build();
        partners.add("desk-9", Set.of("station.packet"), true, key.toJSONString());
        java.security.PrivateKey secret = pair.getPrivate();
        UnaryOperator<byte[]> signing = manifest -> {
            String header = StrictBase64.encode(("{\"alg\":\"EdDSA\",\"kid\":\"desk-9/" + key.getKeyID() + "\",\"role\":\"station\"}")
                    .getBytes(StandardCharsets.UTF_8));
            String payload = StrictBase64.encode(manifest);
            try {
                java.security.Signature signature = java.security.Signature.getInstance("Ed25519");
                signature.initSign(secret);
                signature.update((header + "." + payload).getBytes(StandardCharsets.US_ASCII));
                return ("{\"payload\":\"" + payload + "\",\"signatures\":[{\"protected\":\"" + header + "\",\"signature\":\""
                        + StrictBase64.encode(signature.sign()) + "\"}]}").getBytes(StandardCharsets.UTF_8);
            } catch (java.security.GeneralSecurityException broken) {
                throw new IllegalStateException(broken);
            }
        };
        TestStation edwards = new TestStation(sealer.enrollmentKey()).signedBy(SignerRole.STATION, "desk-9", desk);
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        edwards.writer(signing).write(PacketSealerTest.packet(), "NEW", out);
        assertEquals(new ClientId("desk-9"), sealer.open(TestStation.packet(out.toByteArray())).signer());
        java.io.ByteArrayOutputStream forged = new java.io.ByteArrayOutputStream();
        edwards.writer(manifest -> new String(signing.apply(manifest), StandardCharsets.UTF_8)
                .replaceFirst("\"signature\":\"....", "\"signature\":\"AAAA").getBytes(StandardCharsets.UTF_8))
                .write(PacketSealerTest.packet(), "NEW", forged);
        refused(SecurityError.PACKET_SIGNATURE_INVALID, forged.toByteArray());
    }

    @Test
    public void partsOfTwoPacketsDoNotFitTogether() throws IOException {
        List<PacketWriter.Content> one = parts("one");
        List<PacketWriter.Content> two = parts("two");
        PacketManifest manifest = manifest(one);
        assertEquals("e-1", sealer.open(TestStation.packet(station().seal(manifest, one))).packet().id().value());
        // The manifest of one with the parts of another, all of them or one: same sizes, other bytes.
        refused(SecurityError.PACKET_MALFORMED, station().seal(manifest, two));
        for (int i = 0; i < one.size(); i++) {
            List<PacketWriter.Content> mixed = new ArrayList<>(one);
            mixed.set(i, two.get(i));
            refused(SecurityError.PACKET_MALFORMED, station().seal(manifest, mixed));
        }
        List<PacketWriter.Content> swapped = new ArrayList<>(one);
        java.util.Collections.swap(swapped, 1, 2);
        refused(SecurityError.PACKET_MALFORMED, station().seal(manifest, swapped));
    }

    @Test
    public void refusesMoreOrLessThanTheManifestLists() throws IOException {
        List<PacketWriter.Content> parts = parts("one");
        refused(SecurityError.PACKET_MALFORMED, station().seal(manifest(parts), parts.subList(0, 2)));
        List<PacketWriter.Content> more = new ArrayList<>(parts);
        more.add(PacketWriter.part(Kind.DOCUMENT, "extra", "FORM", "text/plain", () -> new java.io.ByteArrayInputStream(new byte[1])));
        refused(SecurityError.PACKET_MALFORMED, station().seal(manifest(parts), more));
        refused(SecurityError.PACKET_MALFORMED, station().seal(manifest(parts.subList(1, 3)), parts.subList(1, 3)));
        List<PacketWriter.Content> twice = List.of(parts.get(0), parts.get(0));
        refused(SecurityError.PACKET_MALFORMED, station().seal(manifest(twice), twice));
        List<PacketWriter.Content> sameName = List.of(parts.get(0), parts.get(1), parts.get(1));
        refused(GeneralError.CONFLICT, station().seal(manifest(sameName), sameName));
    }

    @Test
    public void whatOneStationSignedNoOtherMakesItsOwn() throws IOException {
        ECKey other = TestStation.registered(partners, "desk-8", SignerRole.STATION);
        List<PacketWriter.Content> parts = parts("one");
        byte[] signed = station().sign(ManifestJson.write(manifest(parts)));
        // Wrapped anew with what desk-7 signed: it stays a packet of desk-7.
        TestStation rewrapping = new TestStation(sealer.enrollmentKey()).signedBy(SignerRole.STATION, "desk-8", other);
        assertEquals(new ClientId("desk-7"), sealer.open(
                TestStation.packet(TestStation.seal(rewrapping.writer(manifest -> signed), manifest(parts), parts))).signer());
        // Signed by desk-8, with the manifest that names desk-7.
        refused(SecurityError.PACKET_SIGNATURE_INVALID, rewrapping.seal(manifest(parts), parts));
        // The signature of the operator alone does not carry over to another station's packet.
        TestStation both = withOperator();
        PacketManifest ofBoth = new PacketManifest("p-1", manifest(parts).enrollmentId(), "NEW", manifest(parts).capturedAt(),
                java.util.Optional.empty(), java.util.Optional.empty(), both.recipient().getKeyID(), both.signers(), described(parts));
        Map<SignerRole, ECKey> stolen = new EnumMap<>(Map.of(SignerRole.STATION, other, SignerRole.OPERATOR, operator));
        Map<SignerRole, ClientId> as = Map.of(SignerRole.STATION, new ClientId("desk-8"), SignerRole.OPERATOR, new ClientId("anna"));
        refused(SecurityError.PACKET_SIGNATURE_INVALID,
                TestStation.seal(both.writer(manifest -> TestStation.sign(manifest, as, stolen)), ofBoth, parts));
        // A signature that was left out.
        refused(SecurityError.PACKET_SIGNATURE_INVALID, TestStation.seal(
                both.writer(manifest -> TestStation.sign(manifest, as, Map.of(SignerRole.OPERATOR, operator))), ofBoth, parts));
    }

    @Test
    public void whatWasSignedForAnotherSystemIsNotForThisOne() throws IOException {
        List<PacketWriter.Content> parts = parts("one");
        PacketManifest elsewhere = new PacketManifest("p-1", manifest(parts).enrollmentId(), "NEW", manifest(parts).capturedAt(),
                java.util.Optional.empty(), java.util.Optional.empty(), TestStation.key().getKeyID(), station().signers(),
                described(parts));
        refused(SecurityError.PACKET_SIGNATURE_INVALID, station().seal(elsewhere, parts));
    }

    @Test
    public void refusesWhatIsNoSignature() throws IOException {
        List<PacketWriter.Content> parts = parts("one");
        String good = new String(station().sign(ManifestJson.write(manifest(parts))), StandardCharsets.UTF_8);
        Map<String, ErrorCode> wrong = Map.of("{}", GeneralError.MISSING_VALUE, "[]", SecurityError.PACKET_MALFORMED, "x",
                SecurityError.PACKET_MALFORMED, good.replace("\"signatures\":[", "\"signatures\":[],\"x\":["), GeneralError.UNKNOWN_FIELD,
                good.replaceFirst("\"signatures\":\\[.*]", "\"signatures\":[]"), SecurityError.PACKET_SIGNATURE_INVALID,
                good.replaceFirst("\"signature\":\"[^\"]*\"", "\"signature\":\"\""), SecurityError.PACKET_SIGNATURE_INVALID,
                good.replaceFirst("\"signature\":\"[^\"]*\"", "\"signature\":\"" + StrictBase64.encode(new byte[64]) + "\""),
                SecurityError.PACKET_SIGNATURE_INVALID);
        wrong.forEach((jws, code) -> refused(code, TestStation.seal(
                station().writer(manifest -> jws.getBytes(StandardCharsets.UTF_8)), manifest(parts), parts)));
        for (String header : List.of("{\"alg\":\"none\",\"kid\":\"desk-7/\",\"role\":\"station\"}",
                "{\"alg\":\"HS256\",\"kid\":\"desk-7/\",\"role\":\"station\"}", "{\"alg\":\"ES256\",\"kid\":\"desk-7/\"}",
                "{\"alg\":\"ES256\",\"kid\":\"desk-7/\",\"role\":\"boss\"}",
                "{\"alg\":\"ES256\",\"kid\":\"desk-7/\",\"role\":\"station\",\"jku\":\"https://x\"}",
                "{\"alg\":\"ES256\",\"role\":\"station\"}", "{\"alg\":\"ES256\",\"kid\":1,\"role\":\"station\"}")) {
            String other = good.replaceFirst("\"protected\":\"[^\"]*\"",
                    "\"protected\":\"" + StrictBase64.encode(header.getBytes(StandardCharsets.UTF_8)) + "\"");
            refused(SecurityError.PACKET_SIGNATURE_INVALID, TestStation.seal(
                    station().writer(manifest -> other.getBytes(StandardCharsets.UTF_8)), manifest(parts), parts));
        }
    }

    private static List<PacketWriter.Content> parts(String mark) throws IOException {
        byte[] attributes = ("{\"schemaVersion\":\"1.0\",\"name\":\"" + mark + "\"}").getBytes(StandardCharsets.UTF_8);
        return List.of(PacketWriter.part(Kind.DEMOGRAPHICS, "application/json", attributes), document("d-1", mark + " first"),
                document("d-2", mark + " other"));
    }

    private static PacketWriter.Content document(String name, String content) throws IOException {
        return PacketWriter.part(Kind.DOCUMENT, name, "FORM", "text/plain",
                () -> new java.io.ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    private PacketManifest manifest(List<PacketWriter.Content> parts) {
        return new PacketManifest("p-1", PacketSealerTest.packet().id(), "NEW", PacketSealerTest.packet().capturedAt(),
                java.util.Optional.empty(), java.util.Optional.empty(), station().recipient().getKeyID(), station().signers(),
                described(parts));
    }

    private static List<Part> described(List<PacketWriter.Content> parts) {
        return parts.stream().map(PacketWriter.Content::described).toList();
    }

    private void refused(ErrorCode code, byte[] sealed) {
        refused(sealer, code, null, sealed);
    }

    private static void refused(PacketSealer by, ErrorCode code, String field, byte[] sealed) {
        IdentityException refused = assertThrows(IdentityException.class, () -> by.open(TestStation.packet(sealed)));
        assertEquals(refused.getMessage(), code, refused.code());
        if (field != null) {
            assertEquals(field, refused.field());
        }
    }

    @Test
    public void manifestsReadAsTheyWereWritten() throws IOException {
        PacketManifest manifest = manifest(parts("one"));
        assertEquals(manifest, ManifestJson.read(ManifestJson.write(manifest)));
        assertEquals(32, manifest.parts().getFirst().sha256().size());
        String json = new String(ManifestJson.write(manifest), StandardCharsets.UTF_8);
        for (String wrong : List.of(json.replace("idem-packet/1", "idem-packet/2"), json.replace("\"NEW\"", "\"new\""),
                json.replace("\"p-1\"", "\"../p\""), json.replaceFirst("\"size\":\\d+", "\"size\":0"),
                json.replaceFirst("\"size\":\\d+", "\"size\":1.5"), json.replaceFirst("\"size\":\\d+", "\"size\":1e99"),
                json.replace("\"kind\":\"document\"", "\"kind\":\"other\""), json.replace("\"signers\"", "\"signer\""),
                json.replaceFirst("\"sha256\":\"....", "\"sha256\":\""))) {
            assertThrows(wrong, IdentityException.class, () -> ManifestJson.read(wrong.getBytes(StandardCharsets.UTF_8)));
        }
        assertEquals(Bytes.of(new byte[0]), Bytes.of(StrictBase64.decode("A=")));
    }
}
