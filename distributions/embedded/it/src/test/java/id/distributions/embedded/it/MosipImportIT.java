package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import id.importers.mosip.MosipKeys;
import id.importers.mosip.MosipWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A country comes over from MOSIP, by the command of the assembled folder: twice, and has each of its people once. */
public class MosipImportIT {
    @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();
    private static final List<String> PEOPLE = List.of("Asha Rao", "Binh Le", "Carmen Diaz", "Dawit Bekele");
    private static final int PATIENCE_SECONDS = 120;

    private static RunningProcess system;
    private static HttpApi admin;
    private static CommandLine idem;
    private static MosipKeys keys;
    private static Path packets;
    private static Path home;

    @BeforeClass
    public static void start() throws Exception {
        Path work = FOLDER.getRoot().toPath();
        home = work.resolve("home");
        system = RunningProcess.start(work, "run", "--home", home.toString(), "--port", "0");
        keys = new MosipKeys(FOLDER.newFolder("keys").toPath());
        packets = FOLDER.newFolder("packets").toPath();
        system.awaitReady();
        admin = HttpApi.administrator(home);
        idem = new CommandLine(home, work);
    }

    @AfterClass
    public static void stop() {
        system.close();
    }

    private static String rid(int number) {
        return "1000110077000%02d20220128223618".formatted(number);
    }

    /** Each person in another version of the envelope, as far as there are. */
    private static byte[] packet(int number) throws Exception {
        MosipWriter.Layout[] layouts = MosipWriter.Layout.values();
        MosipWriter writer = new MosipWriter(rid(number), keys).person(PEOPLE.get(number)).layout(layouts[number % layouts.length]);
        writer.identity().put("email", "person" + number + "@example.org").put("phone", "060000000" + number);
        List<String> segments = new ArrayList<>();
        for (JsonNode finger : admin.fingers(7_000 + number, 1)) {
            String side = finger.path("position").asText().startsWith("right") ? "Right" : "Left";
            segments.add(
                    MosipWriter.segment("Finger", side + " IndexFinger", Base64.getDecoder().decode(finger.path("data").asText()), false));
        }
        segments.add(MosipWriter.segment("Finger", "Left Thumb", new byte[0], true));
        return writer.document("evidence", "proofOfAddress", "RNC", "pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8))
                .biometrics("individualBiometrics", segments.toArray(String[]::new)).write();
    }

    private static CommandLine.Result imported(String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of("import", "mosip", packets.toString(), "--keys", keys.keyStore().toString(),
                "--password-file", keys.password().toString(), "--machines", keys.machines().toString()));
        Collections.addAll(command, more);
        return idem.run(command.toArray(String[]::new));
    }

    @Test
    public void thePeopleOfAnotherSystemAreEnrolledOnce() throws Exception {
        for (int number = 0; number < PEOPLE.size(); number++) {
            Files.write(packets.resolve(rid(number) + "-10001_10077-20220128223618.zip"), packet(number));
        }
        byte[] whole = packet(0);
        Files.write(packets.resolve("broken.zip"), Arrays.copyOf(whole, whole.length - 1));

        CommandLine.Result dry = imported("--dry-run", "--json");
        assertEquals(dry.toString(), 1, dry.exitCode());
        assertEquals(List.of("CHECKED", "CHECKED", "CHECKED", "CHECKED", "REFUSED"), dry.json().path("packets").findValuesAsText("result"));
        assertEquals(404, admin.call("GET", "/admin/v1/enrollments/mosip-" + rid(0), null).statusCode());

        CommandLine.Result first = imported("--json");
        assertEquals(first.toString(), 1, first.exitCode());
        assertEquals(List.of("IMPORTED", "IMPORTED", "IMPORTED", "IMPORTED", "REFUSED"),
                first.json().path("packets").findValuesAsText("result"));
        assertEquals("ENVELOPE_NOT_OPENED", first.json().at("/packets/4/errors/0/code").asText());
        Set<String> uins = awaitUins();

        CommandLine.Result second = imported();
        assertEquals(second.toString(), 1, second.exitCode());
        assertTrue(second.out(), second.out().contains("0 imported, 4 already there, 1 refused"));
        assertEquals(second.out(), 4, second.out().split("ENROLLED", -1).length - 1);
        assertEquals("nobody has another number", uins, awaitUins());

        String uin = admin.ok("GET", "/admin/v1/enrollments/mosip-" + rid(3), null).path("uin").asText();
        assertEquals(0, idem.run("verify", uin, "--demographic", "name=" + PEOPLE.get(3), "--demographic", "gender=female").exitCode());
        nothingOfThePeopleIsTold(dry, first, second);
    }

    private static Set<String> awaitUins() throws Exception {
        Set<String> uins = new HashSet<>();
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        for (int number = 0; number < PEOPLE.size();) {
            JsonNode enrollment = admin.ok("GET", "/admin/v1/enrollments/mosip-" + rid(number), null);
            if (enrollment.path("status").asText().equals("ENROLLED")) {
                uins.add(enrollment.path("uin").asText());
                number++;
            } else {
                assertTrue("not enrolled: " + enrollment, System.nanoTime() < end);
                Thread.sleep(100);
            }
        }
        assertEquals("a number for each", PEOPLE.size(), uins.size());
        return uins;
    }

    private static void nothingOfThePeopleIsTold(CommandLine.Result... results) throws Exception {
        StringBuilder told = new StringBuilder();
        Arrays.stream(results).forEach(result -> told.append(result.out()).append(result.err()));
        try (Stream<Path> logs = Files.walk(home.resolve("logs"))) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                told.append(Files.readString(log, StandardCharsets.ISO_8859_1));
            }
        }
        for (String value : List.of("Asha", "Carmen", "Kenitra", "person1@", "0600000001", "1990/12/31", "1990-12-31")) {
            assertFalse(value, told.toString().contains(value));
        }
    }
}
