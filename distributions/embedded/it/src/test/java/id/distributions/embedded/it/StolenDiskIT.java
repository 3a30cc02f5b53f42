package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Somebody copies the disk, and does not get at the key vault. Everything that was enrolled is looked for in the copy,
 * numbers are guessed against its indexes, and people are joined to fingers, and to themselves at another relying
 * party, by whatever orders and times the copy holds.
 */
public class StolenDiskIT {
    private static final int PEOPLE = 30;
    /** Of so many people one is expected to be joined rightly by chance; more than six happen once in 12,000 times. */
    private static final int BY_CHANCE = 6;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static Path home;
    private static RunningProcess system;
    private static HttpApi admin;
    /** By UIN, in the order in which they came: what is secret of each. */
    private static final Map<String, List<String>> SECRETS = new LinkedHashMap<>();
    private static final List<byte[]> IMAGES = new ArrayList<>();
    private static final Set<String> TOKENS = new HashSet<>();
    /** Before and after the places of references were taken away. */
    private static StolenStore early;
    private static StolenStore late;

    @BeforeClass
    public static void fillAndSteal() throws Exception {
        home = FOLDER.getRoot().toPath().resolve("home");
        start();
        for (int person = 0; person < PEOPLE; person++) {
            enroll(person);
        }
        assertEquals(0, system.stop());
        early = steal("early");
        Path distribution = new AssembledFolder().path();
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/id.core.enrollment.config"),
                Files.readString(distribution.resolve("conf/id.core.enrollment.config")) + "keepPlacesMinutes=I\"1\"\n");
        start();
        for (String party : List.of("bank", "ministry")) {
            askAboutAll(party);
        }
        VendorPlugins.await("the places of all are forgotten", LIMIT, () -> forgotten() == PEOPLE);
        assertEquals(0, system.stop());
        late = steal("late");
    }

    @AfterClass
    public static void end() throws Exception {
        system.close();
        if (early != null) {
            early.close();
        }
        if (late != null) {
            late.close();
        }
    }

    private static void start() throws Exception {
        system = RunningProcess.start(FOLDER.getRoot().toPath(), "run", "--home", home.toString(), "--port", "0");
        system.awaitReady();
        admin = HttpApi.administrator(home);
    }

    /** As the log says: those who came first may be a lot of their own. */
    private static int forgotten() throws Exception {
        Matcher lot = Pattern.compile("([0-9]+) biometric references lost their places")
                .matcher(Files.readString(home.resolve("logs/idem.log")));
        int sum = 0;
        while (lot.find()) {
            sum += Integer.parseInt(lot.group(1));
        }
        return sum;
    }

    private static StolenStore steal(String name) throws Exception {
        return new StolenStore(home, FOLDER.getRoot().toPath().resolve(name), new AssembledFolder().path());
    }

    /** A person of words that stand nowhere else. */
    private static void enroll(int person) throws Exception {
        String mark = Long.toString(0x5eed_0000_0000L + person * 7_919L, 36);
        ArrayNode samples = admin.fingers(7_000 + person, 0);
        for (JsonNode sample : samples) {
            IMAGES.add(middle(Base64.getDecoder().decode(sample.path("data").asText())));
        }
        samples.addAll(face(person));
        String id = "stolen-" + person;
        ObjectNode body = admin.enrollment(id, "Wilhelmine Zq" + mark, samples);
        String email = "x" + mark + "@mail.example.org";
        String birth = (1941 + person) + "-03-1" + person % 10;
        ((ObjectNode) body.path("attributes")).put("email", email).put("dateOfBirth", birth);
        admin.ok("POST", "/station/v1/enrollments", body);
        JsonNode outcome = admin.awaitOutcome(id, 60);
        assertEquals(outcome.toString(), "ENROLLED", outcome.path("status").asText());
        SECRETS.put(outcome.path("uin").asText(), List.of("Zq" + mark, "ZQ" + mark.toUpperCase(), "zq" + mark, "x" + mark, birth));
    }

    private static ArrayNode face(int person) throws Exception {
        ObjectNode request = HttpApi.JSON.createObjectNode().put("modality", "FACE").put("timeoutMs", 10_000).put("minimumQuality", 0);
        request.putArray("positions").add("face");
        request.putObject("hints").put("simulator.subject", Integer.toString(person)).put("simulator.impression", "0");
        ArrayNode samples = HttpApi.JSON.createArrayNode();
        for (JsonNode sample : admin.ok("POST", "/station/v1/captures", request).path("samples")) {
            samples.addObject().put("position", sample.path("position").asText()).put("data", sample.path("data").asText());
            IMAGES.add(middle(Base64.getDecoder().decode(sample.path("data").asText())));
        }
        return samples;
    }

    private static byte[] middle(byte[] data) {
        return Arrays.copyOfRange(data, data.length / 2, data.length / 2 + 24);
    }

    /** Each relying party sees everybody, in an order of its own. */
    private static void askAboutAll(String party) throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        ObjectNode client = HttpApi.JSON.createObjectNode().put("clientId", party).put("displayName", party);
        client.putArray("roles").add("relying-party");
        client.putArray("scopes");
        client.putArray("releasableAttributes").add("name");
        client.putArray("publicKeys").add(HttpApi.JSON.readTree(key.toPublicJWK().toJSONString()));
        admin.ok("POST", "/admin/v1/clients", client);
        HttpApi asking = admin.as(party, key);
        List<String> people = new ArrayList<>(SECRETS.keySet());
        Collections.shuffle(people, new Random(party.hashCode()));
        for (String uin : people) {
            ObjectNode body = HttpApi.JSON.createObjectNode().put("transactionId", party + "-" + TOKENS.size());
            body.putObject("individual").put("type", "uin").put("value", uin);
            ObjectNode challenge = body.deepCopy().put("factor", "otp");
            asking.ok("POST", "/verification/v1/challenges", challenge);
            ObjectNode proof = body.putArray("proofs").addObject();
            proof.putObject("attributes").put("name", "Wilhelmine " + SECRETS.get(uin).getFirst());
            JsonNode answer = asking.ok("POST", "/verification/v1/verifications", body);
            assertTrue(answer.toString(), answer.path("verified").asBoolean());
            TOKENS.add(answer.path("token").asText());
        }
    }

    @Test
    public void theTestFindsWhatIsThere() throws Exception {
        assertFalse("ids of enrollments are no secret", late.places("stolen-3").isEmpty());
        assertFalse(late.places("ministry".getBytes(StandardCharsets.UTF_8)).isEmpty());
        assertEquals(2 * PEOPLE, TOKENS.size());
        assertEquals("data keys are there, wrapped", 0, late.column("select purpose from data_key where length(wrapped) < 40").size());
    }

    @Test
    public void nothingOfWhatWasEnrolledIsReadable() {
        for (StolenStore stolen : List.of(early, late)) {
            SECRETS.forEach((uin, secrets) -> {
                assertEquals("number", List.of(), stolen.places(uin));
                secrets.forEach(secret -> assertEquals(secret, List.of(), stolen.places(secret)));
            });
            IMAGES.forEach(image -> assertEquals("a sample", List.of(), stolen.places(image)));
            // Field names of templates: they would stand in the clear in every one of them.
            assertEquals(List.of(), stolen.places("positionsX"));
        }
    }

    @Test
    public void tokensOfRelyingPartiesAreNotInIt() {
        TOKENS.forEach(token -> assertEquals(List.of(), late.places(token)));
    }

    /** With whatever stands in the copy as the key, and with none. */
    @Test
    public void theIndexOfNumbersCannotBeTriedOut() throws Exception {
        Set<String> index = new TreeSet<>(late.column("select blind_index from identifier"));
        assertEquals(PEOPLE, index.size());
        List<byte[]> keys = new ArrayList<>(List.of(new byte[32], "idem".getBytes(StandardCharsets.UTF_8)));
        for (String wrapped : late.column("select rawtohex(wrapped) from data_key")) {
            byte[] bytes = java.util.HexFormat.of().parseHex(wrapped);
            keys.add(bytes);
            for (int from = 0; from + 32 <= bytes.length; from++) {
                keys.add(Arrays.copyOfRange(bytes, from, from + 32));
            }
        }
        for (String uin : SECRETS.keySet()) {
            for (String text : List.of(uin, "uin" + uin, "uin|" + uin, "uin/" + uin, "\0\0\0\3uin" + uin)) {
                byte[] guess = text.getBytes(StandardCharsets.UTF_8);
                assertFalse(index.contains(base64(MessageDigest.getInstance("SHA-256").digest(guess))));
                for (byte[] key : keys) {
                    Mac mac = Mac.getInstance("HmacSHA256");
                    mac.init(new SecretKeySpec(key, "HmacSHA256"));
                    assertFalse(index.contains(base64(mac.doFinal(guess))));
                }
            }
        }
    }

    private static String base64(byte[] hash) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** Until a day has passed places join people to their fingers; nothing does afterwards. */
    @Test
    public void fingersAreNotJoinedToPeople() throws Exception {
        List<String> identities = early.column("select enrollment from identity_record order by registered_at");
        List<String> fingers = early.column("select id from encounter order by ordinal");
        assertEquals(PEOPLE, identities.size());
        assertEquals("who came as the third has the third pair of fingers", "stolen-2", identities.get(2));
        assertEquals(PEOPLE, new HashSet<>(fingers).size());
        assertEquals("so do the rows", PEOPLE, joined(fingers, early.column("select id from encounter order by _rowid_")));

        assertEquals(identities, late.column("select enrollment from identity_record order by registered_at"));
        assertEquals(List.of(), late.column("select id from encounter where ordinal is not null or settled_at is not null"));
        List<String> rows = late.column("select id from encounter order by _rowid_");
        assertTrue("by the rows: " + joined(fingers, rows), joined(fingers, rows) <= BY_CHANCE);
        List<String> inFile = new ArrayList<>(fingers);
        inFile.sort(Comparator.comparing(late::placeInFile));
        assertTrue("by the file: " + joined(fingers, inFile), joined(fingers, inFile) <= BY_CHANCE);
        fingers.forEach(id -> assertEquals("in one table only", 0,
                late.places(id).stream().filter(place -> !place.startsWith("store/") && !place.startsWith("the database")).count()));
        Set<String> named = new HashSet<>(fingers);
        named.retainAll(late.column("select facts from stage_run"));
        assertEquals(Set.of(), named);
    }

    private static long joined(List<String> truth, List<String> guess) {
        long hits = 0;
        for (int i = 0; i < truth.size(); i++) {
            hits += truth.get(i).equals(guess.get(i)) ? 1 : 0;
        }
        return hits;
    }

    @Test
    public void twoRelyingPartiesHaveNobodyInCommon() throws Exception {
        Set<String> bank = subjects("bank");
        Set<String> ministry = subjects("ministry");
        assertEquals(PEOPLE, bank.size());
        assertEquals(PEOPLE, ministry.size());
        assertTrue(Collections.disjoint(bank, ministry));
        Set<String> others = new HashSet<>(late.column("select person from identity_record"));
        others.addAll(late.column("select enrollment from identity_record"));
        others.addAll(late.column("select id from encounter"));
        assertTrue(Collections.disjoint(bank, others) && Collections.disjoint(ministry, others));
        for (String person : late.column("select person from identity_record")) {
            assertEquals("a counter", 0, late.column("select name from counter where name like '%" + person + "%'").size());
        }
    }

    private static Set<String> subjects(String party) throws Exception {
        return new TreeSet<>(late.column("select subject from audit_entry where actor = '" + party + "' and event like 'verification.%'"));
    }
}
