package id.importers.mosip;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import id.importers.mosip.MosipWriter.Layout;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PacketReaderTest {
    @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();
    private static final byte[] PDF = "%PDF-1.7 some proof".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 7 };
    private static final String ID = "REGISTRATION_CLIENT/NEW/" + MosipWriter.RID + "_id";

    private static MosipKeys keys;
    private static PacketReader reader;
    private MosipWriter writer;

    @BeforeClass
    public static void makeKeys() throws Exception {
        keys = new MosipKeys(FOLDER.newFolder().toPath());
        reader = new PacketReader(PacketKeys.of(keys.store("registration", "renewed"), MosipKeys.PASSWORD.toCharArray()),
                Machines.read(keys.machines()));
    }

    @Before
    public void preparePacket() throws GeneralSecurityException {
        writer = new MosipWriter(MosipWriter.RID, keys).person("Asha Rao").document("id", "proofOfAddress", "RNC", "pdf", PDF)
                .biometrics("individualBiometrics", MosipWriter.segment("Finger", "Right IndexFinger", PNG, false));
    }

    private IdentityException refused() {
        return assertThrows(IdentityException.class, () -> reader.read(writer.write()));
    }

    private void refuses(ImportError code, String field) {
        IdentityException refused = refused();
        assertEquals(refused.getMessage(), code, refused.code());
        assertEquals(field, refused.field());
        assertFalse("a value of the person", refused.getMessage().contains("Asha"));
    }

    @Test
    public void readsEveryVersionOfTheEnvelope() throws Exception {
        for (Layout layout : Layout.values()) {
            MosipPacket packet = reader.read(writer.layout(layout).write());
            assertEquals(MosipWriter.RID, packet.rid());
            assertEquals("10001", packet.centre());
            assertEquals("10077", packet.machine());
            assertEquals(
                    new FieldValue.Texts(
                            List.of(new FieldValue.InLanguage("eng", "Asha Rao"), new FieldValue.InLanguage("fra", "Asha Rao fr"))),
                    packet.fields().get("fullName"));
            assertEquals(new FieldValue.Text("1990/12/31"), packet.fields().get("dateOfBirth"));
            assertEquals(new FieldValue.Text("0.1"), packet.fields().get("IDSchemaVersion"));
            assertEquals(new FieldValue.Scan("RNC", "pdf", Bytes.of(PDF)), packet.fields().get("proofOfAddress"));
            assertTrue(packet.fields().get("individualBiometrics") instanceof FieldValue.Biometrics);
        }
    }

    @Test
    public void bringsSubPacketsTogether() throws Exception {
        writer.document("evidence", "proofOfException", "DOC9", "jpg", new byte[]{ 1, 2 });
        writer.part("optional").identity.put("bloodType", "A");
        MosipPacket packet = reader.read(writer.write());
        assertEquals(new FieldValue.Scan("DOC9", "jpg", Bytes.of(new byte[]{ 1, 2 })), packet.fields().get("proofOfException"));
        assertEquals(new FieldValue.Text("A"), packet.fields().get("bloodType"));
    }

    @Test
    public void aFieldThatTwoSubPacketsHoldMustBeTheSame() {
        writer.part("optional").identity.put("phone", "another");
        refuses(ImportError.PACKET_MIXED, "phone");
    }

    @Test
    public void readsWhatOlderClientsWrote() throws Exception {
        writer.info = json -> {
            json.remove("refid");
            String signature = json.path("signature").asText().replace('-', '+').replace('_', '/');
            json.put("signature", signature + "==").put("id", MosipWriter.RID);
        };
        assertEquals(MosipWriter.RID, reader.read(writer.write()).rid());
    }

    @Test
    public void readsNamesWithTheIdOfThePacketInFront() throws Exception {
        writer.outer = files -> List.of(".zip", ".json").forEach(ending -> files.put(
                "REGISTRATION_CLIENT/NEW/" + MosipWriter.RID + "-10001_10077-20220128223618_" + MosipWriter.RID + "_id" + ending,
                files.remove(ID + ending)));
        assertEquals(MosipWriter.RID, reader.read(writer.write()).rid());
    }

    @Test
    public void refusesAnEncryptedSubPacketOfAnotherHash() {
        writer.outer = files -> files.get(ID + ".zip")[100] ^= 1;
        refuses(ImportError.HASH_MISMATCH, "id.encryptedhash");
    }

    @Test
    public void refusesASubPacketThatWasEncryptedAnew() {
        // Whoever has the public key can encrypt, and the hash beside it is signed by nobody.
        writer.outer = files -> {
            try {
                byte[] forged = MosipWriter.seal(MosipWriter.zip(Map.of("ID.json", "{}".getBytes(StandardCharsets.UTF_8))),
                        writer.recipient, Layout.VER_R2);
                files.put(ID + ".zip", forged);
                ObjectNode json = (ObjectNode) new com.fasterxml.jackson.databind.ObjectMapper().readTree(files.get(ID + ".json"));
                json.put("encryptedhash", java.util.Base64.getUrlEncoder().encodeToString(MosipWriter.sha256(forged)));
                files.put(ID + ".json", json.toString().getBytes(StandardCharsets.UTF_8));
            } catch (Exception impossible) {
                throw new AssertionError(impossible);
            }
        };
        refuses(ImportError.SIGNATURE_INVALID, "id");
    }

    @Test
    public void refusesTheSignatureOfAnotherMachine() throws Exception {
        writer.signer = keys.key("stranger");
        refuses(ImportError.SIGNATURE_INVALID, "id");
    }

    @Test
    public void refusesSignaturesOfAnyOtherLength() {
        writer.info = json -> json.put("signature", "AAAA");
        refuses(ImportError.SIGNATURE_INVALID, "id");
    }

    @Test
    public void refusesPacketsWithoutSignatureOrHash() {
        writer.info = json -> json.put("signature", "");
        refuses(ImportError.PACKET_INCOMPLETE, "id.signature");
        writer.info = json -> json.remove("signature");
        refuses(ImportError.PACKET_INCOMPLETE, "id.signature");
        writer.info = json -> json.remove("encryptedhash");
        refuses(ImportError.PACKET_INCOMPLETE, "id.encryptedhash");
        writer.info = json -> json.put("encryptedhash", "no base64!");
        refuses(ImportError.PACKET_MALFORMED, "id.encryptedhash");
    }

    @Test
    public void refusesMachinesThatNobodyKnows() throws Exception {
        writer.machine = "10001_10078";
        refuses(ImportError.MACHINE_UNKNOWN, "id");
        assertTrue(refused().getMessage().contains("10001_10078.pem"));
    }

    @Test
    public void knowsSeveralKeysOfAMachineAndBarePublicKeys() throws Exception {
        writer.machine = "10002_10090";
        writer.signer = keys.key("stranger");
        keys.machine("10002_10090.pem", MosipKeys.armoured("CERTIFICATE", keys.certificate("machine").getEncoded()));
        keys.machine("10002_10090.2.pem", MosipKeys.armoured("PUBLIC KEY", keys.certificate("stranger").getPublicKey().getEncoded()));
        PacketReader again = new PacketReader(PacketKeys.of(keys.store("registration"), MosipKeys.PASSWORD.toCharArray()),
                Machines.read(keys.machines()));
        assertEquals("10090", again.read(writer.write()).machine());
    }

    @Test
    public void refusesFilesOfMachinesThatHoldNoKey() throws Exception {
        java.nio.file.Path folder = FOLDER.newFolder().toPath();
        java.nio.file.Files.writeString(folder.resolve("1_2.pem"), "no certificate");
        IdentityException refused = assertThrows(IdentityException.class, () -> Machines.read(folder));
        assertEquals(ImportError.MACHINES_INVALID, refused.code());
        assertTrue(refused.getMessage().contains("1_2.pem"));
        assertEquals(ImportError.MACHINES_INVALID,
                assertThrows(IdentityException.class, () -> Machines.read(folder.resolve("none"))).code());
    }

    @Test
    public void refusesDataThatWasChangedAfterItsHash() {
        writer.afterHash = files -> files.put("ID.json",
                "{\"identity\":{\"fullName\":\"Somebody Else\"}}".getBytes(StandardCharsets.UTF_8));
        refuses(ImportError.HASH_MISMATCH, "id.packet_data_hash");
        writer.afterHash = files -> files.get("proofOfAddress.pdf")[0] ^= 1;
        refuses(ImportError.HASH_MISMATCH, "id.packet_data_hash");
    }

    @Test
    public void refusesOperationsThatWereChangedAfterTheirHash() {
        writer.afterHash = files -> files.put("audit.json", "[]".getBytes(StandardCharsets.UTF_8));
        refuses(ImportError.HASH_MISMATCH, "id.packet_operations_hash");
    }

    @Test
    public void refusesFilesThatNoHashIsOver() {
        writer.afterHash = files -> files.put("more.pdf", PDF);
        refuses(ImportError.HASH_MISMATCH, "id");
        writer.afterHash = files -> files.remove("packet_operations_hash.txt");
        refuses(ImportError.HASH_MISMATCH, "id");
    }

    @Test
    public void refusesWhatIsMissing() {
        for (String file : List.of("packet_data_hash.txt", "packet_meta_info.json", "proofOfAddress.pdf", "audit.json", "ID.json")) {
            writer.afterHash = files -> files.remove(file);
            assertEquals(file, ImportError.PACKET_INCOMPLETE, refused().code());
        }
        writer.afterHash = files -> {};
        for (String ending : List.of(".zip", ".json")) {
            writer.outer = files -> files.remove(ID + ending);
            assertEquals(ending, ImportError.PACKET_INCOMPLETE, refused().code());
        }
    }

    @Test
    public void refusesPacketsWithoutTheSubPacketOfThePerson() {
        writer.document("evidence", "proofOfException", "DOC9", "jpg", new byte[]{ 1, 2 });
        writer.outer = files -> List.of(".zip", ".json").forEach(ending -> files.remove(ID + ending));
        refuses(ImportError.PACKET_INCOMPLETE, "id");
    }

    /** Both are signed by the same machine: only what it signed says which registration they are of. */
    @Test
    public void refusesASubPacketOfAnotherRegistration() throws Exception {
        String other = "10001100771006920220128223619";
        Map<String, byte[]> theirs = new LinkedHashMap<>(new MosipWriter(other, keys).person("Another").files());
        writer.outer = files -> List.of(".zip", ".json")
                .forEach(ending -> files.put(ID + ending, theirs.get(ID.replace(MosipWriter.RID, other) + ending)));
        refuses(ImportError.PACKET_MIXED, "id");
        writer.outer = files -> {};
        writer.signedRid = other;
        refuses(ImportError.PACKET_MIXED, "id.registrationId");
    }

    @Test
    public void refusesSubPacketsOfTwoRegistrations() throws Exception {
        MosipWriter second = new MosipWriter("10001100771006920220128223619", keys);
        second.document("evidence", "proofOfException", "DOC9", "jpg", new byte[]{ 1, 2 });
        Map<String, byte[]> theirs = second.files();
        writer.outer = files -> theirs.forEach((name, content) -> {
            if (name.contains("_evidence")) {
                files.put(name, content);
            }
        });
        refuses(ImportError.PACKET_MIXED, "evidence");
    }

    @Test
    public void refusesEvidenceInThePlaceOfThePerson() {
        writer.document("evidence", "proofOfException", "DOC9", "jpg", new byte[]{ 1, 2 });
        writer.outer = files -> files.put(ID + ".zip", files.get(ID.replace("_id", "_evidence") + ".zip"));
        refuses(ImportError.HASH_MISMATCH, "id.encryptedhash");
    }

    @Test
    public void refusesWhatIsNoNewRegistration() {
        writer.process = "UPDATE";
        refuses(ImportError.PROCESS_NOT_SUPPORTED, "process");
        writer.process = "NEW";
        writer.registrationType = "LOST";
        refuses(ImportError.PROCESS_NOT_SUPPORTED, "process");
    }

    @Test
    public void refusesSeveralProcessesInOne() {
        writer.outer = files -> files.put(ID.replace("NEW", "UPDATE") + ".json", new byte[1]);
        refuses(ImportError.PACKET_MIXED, "packet");
    }

    @Test
    public void refusesPathsThatLeadElsewhere() {
        for (String name : List.of("../../etc/passwd", "/etc/passwd", "REGISTRATION_CLIENT/../x.zip", "REGISTRATION_CLIENT\\NEW\\x_id.zip",
                "a/b/c/d_id.zip", "x_id.zip")) {
            writer.outer = files -> files.put(name, new byte[1]);
            refuses(ImportError.PACKET_MALFORMED, "packet");
        }
        writer.outer = files -> {};
        writer.afterHash = files -> files.put("../ID.json", new byte[1]);
        refuses(ImportError.PACKET_MALFORMED, "id");
    }

    @Test
    public void refusesNamesThatDifferInCaseOrEndingAlone() {
        writer.afterHash = files -> files.put("id.JSON", new byte[1]);
        refuses(ImportError.PACKET_MALFORMED, "id");
    }

    @Test
    public void refusesTwoFilesOfOneName() throws Exception {
        byte[] zip = MosipWriter.zip(Map.of("ID1", new byte[]{ 1 }, "ID2", new byte[]{ 2 }));
        String twice = new String(zip, StandardCharsets.ISO_8859_1).replace("ID2", "ID1");
        IdentityException refused = assertThrows(IdentityException.class,
                () -> BoundedZip.read(twice.getBytes(StandardCharsets.ISO_8859_1), java.util.regex.Pattern.compile(".*"), "id"));
        assertEquals(ImportError.PACKET_MALFORMED, refused.code());
    }

    @Test(timeout = 60_000)
    public void refusesBombs() {
        writer.afterHash = files -> files.put("bomb.pdf", new byte[BoundedZip.MAX_BYTES + 1]);
        refuses(ImportError.PACKET_TOO_LARGE, "id");
        writer.afterHash = files -> {};
        writer.outer = files -> files.put("REGISTRATION_CLIENT/NEW/bomb_id.zip", new byte[BoundedZip.MAX_BYTES + 1]);
        refuses(ImportError.PACKET_TOO_LARGE, "packet");
        writer.outer = files -> {
            for (int i = 0; i <= BoundedZip.MAX_FILES; i++) {
                files.put("REGISTRATION_CLIENT/NEW/x" + i + "_id.zip", new byte[0]);
            }
        };
        refuses(ImportError.PACKET_TOO_LARGE, "packet");
        assertEquals(ImportError.PACKET_TOO_LARGE,
                assertThrows(IdentityException.class, () -> reader.read(new byte[PacketReader.MAX_BYTES + 1])).code());
    }

    @Test
    public void refusesWhatIsCutShort() throws Exception {
        byte[] packet = writer.write();
        for (int length = 0; length < packet.length; length += 331) {
            byte[] cut = Arrays.copyOf(packet, length);
            assertThrows(IdentityException.class, () -> reader.read(cut));
        }
    }

    @Test
    public void refusesJsonThatNamesAFieldTwice() {
        writer.afterHash = files -> files.put("packet_meta_info.json",
                "{\"identity\":{\"registrationId\":\"1\",\"registrationId\":\"2\"}}".getBytes(StandardCharsets.UTF_8));
        refuses(ImportError.PACKET_MALFORMED, "id.packet_meta_info");
    }

    @Test
    public void nothingOfThePersonIsShown() throws Exception {
        MosipPacket packet = reader.read(writer.write());
        assertEquals("MosipPacket[***]", packet.toString());
        assertFalse(packet.fields().toString().contains("Asha"));
    }
}
