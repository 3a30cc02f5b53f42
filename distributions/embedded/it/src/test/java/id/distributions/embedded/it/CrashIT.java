package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Kills the system at random moments while desks send enrollments, every person twice. After the last restart every
 * acknowledged enrollment has come to its end, no person has two numbers and no number two persons.
 */
public class CrashIT {
    private static final int KILLS = Integer.getInteger("idem.crash.kills", 20);
    private static final int DESKS = 3;
    private static final long FIRST_SUBJECT = 1_000;
    private static final Set<String> FINAL = Set.of("ENROLLED", "DUPLICATE", "REJECTED");

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    /** Acknowledged enrollment to the subject whose fingers it holds. */
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    @Test
    public void nothingAcknowledgedIsLostAndNobodyGetsTwoNumbers() throws Exception {
        Path work = folder.getRoot().toPath();
        Path home = work.resolve("home");
        Random random = new Random(Long.getLong("idem.crash.seed", 4711));
        for (int kill = 0; kill < KILLS; kill++) {
            try (RunningProcess system = start(work, home)) {
                AtomicBoolean stopped = new AtomicBoolean();
                try (ExecutorService desks = Executors.newFixedThreadPool(DESKS)) {
                    HttpApi api = HttpApi.administrator(home);
                    for (int desk = 0; desk < DESKS; desk++) {
                        desks.submit(() -> send(api, stopped));
                    }
                    Thread.sleep(100 + random.nextInt(1_500));
                    system.kill();
                    stopped.set(true);
                }
            }
        }
        System.out.printf("%d kills, %d acknowledged enrollments%n", KILLS, acknowledged.size());
        assertTrue("enough was sent for the test to say something", acknowledged.size() >= 2 * KILLS);
        try (RunningProcess system = start(work, home)) {
            check(HttpApi.administrator(home));
            CommandLine.Result verified = new CommandLine(home, work).run("audit", "verify");
            assertEquals(verified.out() + verified.err(), 0, verified.exitCode());
            assertEquals(0, system.stop());
        }
    }

    private static RunningProcess start(Path work, Path home) throws Exception {
        RunningProcess system = RunningProcess.start(work, "run", "--home", home.toString(), "--port", "0");
        system.awaitReady();
        return system;
    }

    /** Every person comes twice, in neighbouring enrollments: often both are under way at the same time. */
    private void send(HttpApi api, AtomicBoolean stopped) {
        while (!stopped.get()) {
            int number = next.getAndIncrement();
            String id = "crash-" + number;
            long subject = subject(id);
            try {
                ArrayNode samples = api.fingers(subject, number % 2);
                HttpResponse<String> answer = api.call("POST", "/station/v1/enrollments",
                        api.enrollment(id, "Person " + id, samples));
                if (answer.statusCode() == 202) {
                    acknowledged.put(id, subject);
                }
            } catch (Exception | AssertionError killed) {
                // The system went away under the call: the enrollment was not acknowledged.
                return;
            }
        }
    }

    /**
     * The final outcome; where the search leaves it to people, this test decides as people who know everybody would.
     */
    private JsonNode awaitDecided(HttpApi api, String enrollment) throws Exception {
        JsonNode view = api.awaitOutcome(enrollment, 60);
        for (int turn = 0; turn < 20 && !FINAL.contains(view.path("status").asText()); turn++) {
            for (JsonNode one : api.ok("GET", "/admin/v1/adjudication", null).path("cases")) {
                decide(api, one);
            }
            view = api.awaitOutcome(enrollment, 10);
        }
        return view;
    }

    private void decide(HttpApi api, JsonNode one) throws Exception {
        ObjectNode decision = HttpApi.JSON.createObjectNode().put("decision", "UNIQUE").put("comment", "other fingers");
        for (JsonNode candidate : one.path("candidates")) {
            if (subject(candidate.asText()) == subject(one.path("enrollmentId").asText())) {
                decision.put("decision", "DUPLICATE").put("of", candidate.asText()).put("comment", "same fingers");
            }
        }
        api.ok("POST", "/admin/v1/adjudication/" + one.path("enrollmentId").asText(), decision);
    }

    private static long subject(String enrollment) {
        return FIRST_SUBJECT + Integer.parseInt(enrollment.substring("crash-".length())) / 2;
    }

    private void check(HttpApi api) throws Exception {
        Map<Long, Set<String>> numbersOfPerson = new HashMap<>();
        Set<String> numbers = new HashSet<>();
        Map<String, Integer> outcomes = new HashMap<>();
        for (Map.Entry<String, Long> sent : new TreeMap<>(acknowledged).entrySet()) {
            JsonNode view = awaitDecided(api, sent.getKey());
            String status = view.path("status").asText();
            outcomes.merge(status, 1, Integer::sum);
            assertTrue(sent.getKey() + " ended as " + view, List.of("ENROLLED", "DUPLICATE").contains(status));
            if (status.equals("ENROLLED")) {
                assertTrue("a number was given twice", numbers.add(view.path("uin").asText()));
                numbersOfPerson.computeIfAbsent(sent.getValue(), person -> new HashSet<>())
                        .add(view.path("uin").asText());
            }
        }
        System.out.println("outcomes " + outcomes);
        numbersOfPerson.forEach((person,
                issued) -> assertEquals("person " + person + " has " + issued.size() + " numbers", 1, issued.size()));
    }
}
