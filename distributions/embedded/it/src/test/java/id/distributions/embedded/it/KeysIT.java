package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Keys of a running system: rotated under load, moved in spite of a kill, revoked; its vault's password split among people. */
public class KeysIT {
    private static final long FIRST_SUBJECT = 7_000;
    private static final int ROTATIONS = 3;

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private final Map<String, Long> early = new LinkedHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private Path work;
    private Path home;
    private CommandLine idem;

    @Before
    public void settings() throws Exception {
        work = folder.getRoot().toPath();
        home = work.resolve("home");
        idem = new CommandLine(home, work);
        Files.createDirectories(home.resolve("conf"));
        resealPerSecond(100_000);
    }

    private void resealPerSecond(int records) throws Exception {
        Files.writeString(home.resolve("conf/id.core.security.keys.config"),
                "refreshSeconds=I\"1\"\nrevokeAfterMinutes=I\"1\"\nresealPerSecond=I\"" + records + "\"\n");
    }

    private RunningProcess start() throws Exception {
        RunningProcess system = RunningProcess.start(work, "run", "--home", home.toString(), "--port", "0");
        system.awaitReady();
        return system;
    }

    @Test
    public void keysChangeUnderLoadAndNothingIsLost() throws Exception {
        String splitLeaf;
        try (RunningProcess system = start()) {
            HttpApi api = HttpApi.administrator(home);
            for (int person = 0; person < 4; person++) {
                long subject = FIRST_SUBJECT + next.getAndIncrement();
                early.put(enrolled(api, subject), subject);
            }
            rotateUnderLoad(api);
            awaitMoved(1 + ROTATIONS);
            stillKnown(api);
            refused("revoke", "link-" + (1 + ROTATIONS), "works now");
            refused("revoke", "link-1", "Wait until");
            refused("rotate", "permutation", "NOT ROTATED");
            splitLeaf = ceremony();
            // Slow enough to be killed between two places.
            resealPerSecond(2);
            Thread.sleep(3_000);
            done("keys", "rotate", "identity");
            await("some are moved, and not all", () -> {
                String progress = idem.run("keys", "list", "--json").json().path("resealing").toString();
                return progress.contains("\"version\":" + (2 + ROTATIONS));
            });
            system.kill();
        }
        resealPerSecond(100_000);
        try (RunningProcess system = start()) {
            HttpApi api = HttpApi.administrator(home);
            stillKnown(api);
            await("re-sealing ends", () -> {
                for (JsonNode place : idem.run("keys", "list", "--json").json().path("resealing")) {
                    if (!place.path("finished").asBoolean()
                            || place.path("place").asText().equals("UIN") && place.path("version").asInt() != 2 + ROTATIONS) {
                        return false;
                    }
                }
                return true;
            });
            await("an old data key goes", () -> idem.run("keys", "revoke", "link-1").exitCode() == 0);
            stillKnown(api);
            JsonNode keys = idem.run("keys", "list", "--json").json().path("keys");
            assertFalse(keys.toString().contains("\"link-1\""));
            assertEquals(0, idem.run("audit", "verify").exitCode());
            String trail = idem.run("audit", "list", "--limit", "1000", "--json").out();
            assertTrue(trail.contains("key.ceremony-split") && trail.contains("key.ceremony-combine") && trail.contains("key.revoked"));
            assertFalse("a share in the trail", trail.contains(splitLeaf));
            assertEquals(0, system.stop());
        }
    }

    private void rotateUnderLoad(HttpApi api) throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> load = List.of(new Thread(() -> until(ended, failures, () -> enrolled(HttpApi.administrator(home), FIRST_SUBJECT
                + next.getAndIncrement()))), new Thread(() -> until(ended, failures, () -> stillKnown(HttpApi.administrator(home)))));
        load.forEach(Thread::start);
        for (int rotation = 0; rotation < ROTATIONS; rotation++) {
            done("keys", "rotate", "all");
        }
        ended.set(true);
        for (Thread thread : load) {
            thread.join();
        }
        assertEquals("calls that failed while keys were rotated", List.of(), List.copyOf(failures));
        assertTrue("enough was asked for the test to say something: " + answered, answered.get() > 2 * ROTATIONS);
    }

    private void until(AtomicBoolean ended, Queue<Throwable> failures, Act act) {
        while (!ended.get() && failures.isEmpty()) {
            try {
                act.run();
                answered.incrementAndGet();
            } catch (Exception | AssertionError failed) {
                failures.add(failed);
            }
        }
    }

    /** @return the UIN */
    private String enrolled(HttpApi api, long subject) throws Exception {
        String id = "keys-" + subject;
        api.ok("POST", "/station/v1/enrollments", api.enrollment(id, "Person " + letters(subject), api.fingers(subject, 0)));
        JsonNode view = api.awaitOutcome(id, 60);
        assertEquals(view.toString(), "ENROLLED", view.path("status").asText());
        return view.path("uin").asText();
    }

    private static String letters(long number) {
        return Long.toString(number, 36).chars().mapToObj(c -> String.valueOf((char) ('a' + c % 26))).reduce("", String::concat);
    }

    private void stillKnown(HttpApi api) throws Exception {
        for (Map.Entry<String, Long> person : early.entrySet()) {
            ObjectNode body = HttpApi.JSON.createObjectNode().put("transactionId", UUID.randomUUID().toString());
            body.putObject("individual").put("type", "uin").put("value", person.getKey());
            body.putArray("proofs").add(api.fingers(person.getValue(), 0).get(0));
            assertTrue("a person who was enrolled before",
                    api.ok("POST", "/verification/v1/verifications", body).path("verified").asBoolean());
        }
    }

    /** @return the start of a share's secret part, to be found nowhere */
    private String ceremony() throws Exception {
        Path shares = Files.createDirectory(work.resolve("shares"));
        JsonNode split = done("keys", "ceremony", "split", "--threshold", "2", "--people", "3", "--out", shares.toString());
        assertTrue(split.path("audited").asBoolean());
        List<String> files = new ArrayList<>();
        split.path("files").forEach(file -> files.add(file.asText()));
        assertTrue(done("keys", "ceremony", "verify", files.get(0), files.get(2)).path("enough").asBoolean());
        Path elsewhere = Files.createDirectory(work.resolve("elsewhere"));
        Path vault = Files.copy(home.resolve("keys/vault.p12"), elsewhere.resolve("vault.p12"));
        Path password = elsewhere.resolve("vault.password");
        CommandLine.Result few = idem.run("keys", "ceremony", "combine", "--vault", vault.toString(), "--password-file",
                password.toString(),
                files.get(1));
        assertEquals(2, few.exitCode());
        assertTrue(few.err(), few.err().startsWith("SHARES_TOO_FEW"));
        done("keys", "ceremony", "combine", "--vault", vault.toString(), "--password-file", password.toString(), files.get(2),
                files.get(1));
        assertEquals(-1, Files.mismatch(home.resolve("keys/vault.password"), password));
        return Files.readAllLines(Path.of(files.getFirst())).stream().filter(line -> line.startsWith("secret: ")).findFirst().orElseThrow()
                .substring(8, 27);
    }

    private void awaitMoved(int version) throws Exception {
        await("all values are moved", () -> {
            JsonNode places = idem.run("keys", "list", "--json").json().path("resealing");
            int finished = 0;
            for (JsonNode place : places) {
                finished += place.path("finished").asBoolean() && place.path("version").asInt() == version ? 1 : 0;
            }
            return finished > 5 && finished == places.size();
        });
    }

    private JsonNode done(String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(command));
        all.add("--json");
        CommandLine.Result result = idem.run(all.toArray(String[]::new));
        assertEquals(result.out() + result.err(), 0, result.exitCode());
        return result.json();
    }

    private void refused(String command, String key, String why) throws Exception {
        CommandLine.Result result = idem.run("keys", command, key);
        assertEquals(result.out() + result.err(), 2, result.exitCode());
        assertTrue(result.err(), result.err().contains(why));
    }

    private static void await(String what, Question question) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!question.yes()) {
            assertTrue("waited in vain until " + what, System.nanoTime() < end);
            Thread.sleep(500);
        }
    }

    private interface Act {
        void run() throws Exception;
    }

    private interface Question {
        boolean yes() throws Exception;
    }
}
