package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** One person through the whole system, by the commands that the README shows. */
public class StoryIT {
    @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();
    private static final Path DATA = Path.of("").toAbsolutePath().resolve("../../../../shared/data").normalize();

    private static Path work;
    private static Path home;
    private static RunningProcess system;
    private static CommandLine idem;

    @BeforeClass
    public static void start() throws Exception {
        work = FOLDER.getRoot().toPath();
        home = work.resolve("home");
        system = RunningProcess.start(work, "run", "--home", home.toString(), "--port", "0");
        system.awaitReady();
        idem = new CommandLine(home, work);
    }

    @AfterClass
    public static void stop() throws Exception {
        assertEquals(0, system.stop());
        system.close();
    }

    @Test
    public void theDemonstrationEndsAsExpected() throws Exception {
        CommandLine.Result demo = idem.run("demo", "--people", "6", "--json");
        assertEquals(demo.out() + demo.err(), 0, demo.exitCode());
        assertTrue(demo.json().path("asExpected").asBoolean());
        assertEquals(0, idem.run("audit", "verify", "--json").exitCode());
    }

    @Test
    public void aRealPersonIsEnrolledFoundAgainVerifiedAndGetsACard() throws Exception {
        Path images = DATA.resolve("fvc2002/DB1_B");
        assumeTrue("no folder " + images + ": the session of the README is not played with real images",
                Files.isDirectory(images));
        Path person = write("asha.json",
                "{\"name\":\"Asha Rao\",\"dateOfBirth\":\"1990-05-01\",\"gender\":\"female\",\"email\":\"asha@example.org\"}");
        CommandLine.Result enrolled = idem.run("enroll", person.toString(), "--finger",
                "right-index=" + images.resolve("101_1.tif"), "--finger", "left-index=" + images.resolve("102_1.tif"),
                "--wait", "--json");
        assertEquals(enrolled.out() + enrolled.err(), 0, enrolled.exitCode());
        assertEquals("ENROLLED", enrolled.json().path("status").asText());
        String uin = enrolled.json().path("uin").asText();
        String id = enrolled.json().path("enrollmentId").asText();

        Path other = write("other.json",
                "{\"name\":\"Another Name\",\"dateOfBirth\":\"1980-01-01\",\"gender\":\"female\"}");
        CommandLine.Result again = idem.run("enroll", other.toString(), "--finger",
                "right-index=" + images.resolve("101_3.tif"), "--finger", "left-index=" + images.resolve("102_4.tif"),
                "--wait", "--json");
        assertEquals(again.out() + again.err(), 1, again.exitCode());
        assertEquals("DUPLICATE", again.json().path("status").asText());
        assertEquals(id, again.json().path("duplicateOf").asText());
        assertFalse("the other person's data stays out", again.out().contains("Asha") || again.out().contains(uin));

        JsonNode stages = idem.run("explain", id, "--json").json().path("stages");
        assertTrue(stages.toString(), stages.size() >= 5 && stages.toString().contains("biometric-duplicates"));
        assertEquals(0, idem.run("status", id).exitCode());

        verifies(uin, images);
        Path card = work.resolve("card.pdf");
        assertEquals(0, idem.run("card", uin, "-o", card.toString()).exitCode());
        assertTrue(Files.size(card) > 5_000);
        logsHoldNoPersonalData(uin, "Asha", "asha@example.org");
    }

    private void verifies(String uin, Path images) throws Exception {
        assertEquals(0, idem.run("verify", uin, "--finger", "right-index=" + images.resolve("101_2.tif")).exitCode());
        CommandLine.Result impostor = idem.run("verify", uin, "--finger", "right-index=" + images.resolve("105_2.tif"),
                "--json");
        assertEquals(1, impostor.exitCode());
        assertEquals("NO_MATCH", impostor.json().path("reason").asText());
        assertEquals(0, idem.run("verify", uin, "--demographic", "name=ASHA  rao").exitCode());
        assertEquals(1, idem.run("verify", uin, "--demographic", "name=Somebody Else").exitCode());
        JsonNode sent = idem.run("verify", uin, "--otp", "--send-only", "--json").json();
        String transaction = sent.path("transactionId").asText();
        assertEquals(1, idem.run("verify", uin, "--otp", "--transaction", transaction, "--code", "000000").exitCode());
        assertEquals(0,
                idem.run("verify", uin, "--otp", "--transaction", transaction, "--code", codeFor("asha@example.org"))
                        .exitCode());
        CommandLine.Result reused = idem.run("verify", uin, "--otp", "--transaction", transaction, "--code",
                codeFor("asha@example.org"), "--json");
        assertEquals("a code counts once", 1, reused.exitCode());
    }

    @Test
    public void isoRecordsWithJpeg2000AndWsqAreTaken() throws Exception {
        Path records = DATA.resolve("iso-bir");
        assumeTrue("no folder " + records + ": real ISO records are not enrolled", Files.isDirectory(records));
        Path person = write("ravi.json",
                "{\"name\":[{\"language\":\"en\",\"value\":\"Ravi Iyer\"}],\"dateOfBirth\":\"1985-02-03\",\"gender\":\"male\"}");
        CommandLine.Result enrolled = idem.run("enroll", person.toString(), "--finger",
                "right-thumb=" + records.resolve("Registration/Right_Thumb.iso"), "--finger",
                "left-thumb=" + records.resolve("Auth/Left_Thumb_wsq.iso"), "--face",
                records.resolve("Registration/Face.iso").toString(), "--wait", "--json");
        assertEquals(enrolled.out() + enrolled.err(), 0, enrolled.exitCode());
        assertEquals(0,
                idem.run("card", enrolled.json().path("uin").asText(), "-o", work.resolve("ravi.pdf").toString())
                        .exitCode());
    }

    @Test
    public void badInputIsRefusedWithItsFieldAndNothingStays() throws Exception {
        Path good = write("p.json", "{\"name\":\"Some One\",\"dateOfBirth\":\"1990-05-01\",\"gender\":\"male\"}");
        Path noise = Files.write(work.resolve("noise.png"), "this is no picture at all".getBytes());
        Path empty = Files.write(work.resolve("empty.png"), new byte[0]);
        byte[] header = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0,
                (byte) 0xea, 0x60, 0, 0, (byte) 0xea, 0x60, 8, 0, 0, 0, 0, 0, 0, 0, 0 };
        Path bomb = Files.write(work.resolve("bomb.png"), header);
        refused("samples[0]", good, "--finger", "right-index=" + noise);
        refused("right-index", good, "--finger", "right-index=" + empty);
        refused("biometrics[0]", good, "--finger", "right-index=" + bomb);
        refused("finger", good, "--finger", "right-index=" + noise, "--finger", "right-index=" + noise);
        refused("finger", good, "--finger", "middle-toe=" + noise);
        refused("person", write("half.json", "{\"name\":"), "--finger", "right-index=" + noise);
        String fingers = simulatedFinger();
        refused("attributes.dateOfBirth",
                write("d.json", "{\"name\":\"A B\",\"dateOfBirth\":\"1990-02-30\",\"gender\":\"male\"}"), "--finger",
                fingers);
        refused("attributes.gender", write("g.json", "{\"name\":\"A B\",\"dateOfBirth\":\"1990-02-20\"}"), "--finger",
                fingers);
        refused("attributes.shoeSize",
                write("u.json",
                        "{\"name\":\"A B\",\"dateOfBirth\":\"1990-02-20\",\"gender\":\"male\",\"shoeSize\":\"44\"}"),
                "--finger", fingers);
        assertEquals(2, idem.run("verify", "12345").exitCode());
        assertEquals(2, idem.run("nonsense").exitCode());
        assertEquals(2, idem.run("status", "no-such-enrollment", "--json").exitCode());
    }

    private String simulatedFinger() throws Exception {
        byte[] record = java.util.Base64.getDecoder()
                .decode(HttpApi.administrator(home).fingers(99, 0).get(0).path("data").asText());
        return "right-index=" + Files.write(work.resolve("finger.iso"), record);
    }

    private static void refused(String field, Path person, String... samples) throws Exception {
        String[] command = Stream.concat(Stream.of("enroll", person.toString(), "--json"), Arrays.stream(samples))
                .toArray(String[]::new);
        CommandLine.Result refused = idem.run(command);
        assertEquals(refused.out() + refused.err(), 2, refused.exitCode());
        JsonNode error = refused.json().path("errors").path(0);
        assertTrue(refused.out(), error.path("field").asText().contains(field) && !error.path("code").asText().isEmpty()
                && !error.path("message").asText().isEmpty());
    }

    private static Path write(String name, String content) throws Exception {
        return Files.writeString(work.resolve(name), content);
    }

    private static String codeFor(String address) throws Exception {
        Pattern code = Pattern.compile("(?m)code is ([0-9]{6})");
        try (Stream<Path> mails = Files.list(home.resolve("mail"))) {
            for (Path mail : mails.filter(file -> file.toString().endsWith(".eml")).toList()) {
                String text = Files.readString(mail);
                Matcher matcher = code.matcher(text);
                if (text.contains("To: " + address) && matcher.find()) {
                    return matcher.group(1);
                }
            }
        }
        throw new AssertionError("no code was sent");
    }

    private static void logsHoldNoPersonalData(String... values) throws Exception {
        try (Stream<Path> logs = Files.walk(home.resolve("logs"))) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(log);
                for (String value : values) {
                    assertFalse(log + " holds a personal value", text.contains(value));
                }
            }
        }
    }
}
