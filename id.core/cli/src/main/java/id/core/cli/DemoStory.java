package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The steps of the demonstration, each over all people at a time. */
final class DemoStory {
    private static final String[] POSITIONS = { "RIGHT_INDEX", "LEFT_INDEX" };
    private static final int OUTCOME_SECONDS = 300;
    private static final int MOST_TURNS = 4_000;

    private final Api api;
    private final Output output;
    private final MailFolder mail;
    private final int people;
    private final int planted;
    private final long seed;
    private final Map<Integer, String> enrollments = new ConcurrentHashMap<>();
    private final Map<Integer, String> doubles = new ConcurrentHashMap<>();
    private final Map<Integer, String> uins = new ConcurrentHashMap<>();

    DemoStory(Api api, Output output, Path mail, int people, long seed) {
        this.api = api;
        this.output = output;
        this.mail = new MailFolder(mail);
        this.people = people;
        this.planted = Math.max(2, people / 10);
        this.seed = seed;
    }

    DemoReport tell() {
        DemoReport report = new DemoReport(people, planted, seed);
        DemoSteps steps = new DemoSteps(output, report);
        List<Integer> all = numbers(people);
        List<Integer> cheats = numbers(planted);
        steps.each("People enrolled", all, people, this::enroll);
        steps.each("UINs issued", all, people, this::awaitUin);
        report.distinctUins(uins.values());
        steps.each("Planted duplicates submitted", cheats, planted, this::enrollAgainUnderAnotherName);
        steps.each("Planted duplicates found", cheats, planted, this::isFoundAsDuplicate);
        steps.each("Cards written", all, people, this::hasCard);
        steps.each("Verified by finger", all, people, number -> verifyByFinger(number, number));
        steps.each("Verified by one-time code", all, people, this::verifyByCode);
        steps.each("Impostors refused", all, people, number -> !verifyByFinger(number, (number + 1) % people));
        return report;
    }

    private static List<Integer> numbers(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private boolean enroll(int number) {
        DemoPerson person = DemoPerson.of(seed, number, false);
        enrollments.put(number, submit(person, 1));
        return true;
    }

    private boolean enrollAgainUnderAnotherName(int number) {
        doubles.put(number, submit(DemoPerson.of(seed, number, true), 2));
        return true;
    }

    private String submit(DemoPerson person, int impression) {
        ObjectNode body = Api.object();
        body.set("attributes", person.attributes());
        ArrayNode samples = body.putArray("samples");
        capture(person.subject(), "FINGER", impression, POSITIONS).forEach(samples::add);
        capture(person.subject(), "FACE", impression, "FACE").forEach(samples::add);
        return api.post("/station/v1/enrollments", body).path("enrollmentId").asText();
    }

    /** Captures with a simulator; the hints say who stands before it. */
    private List<ObjectNode> capture(long subject, String modality, int impression, String... positions) {
        ObjectNode request = Api.object().put("modality", modality).put("timeoutMs", 10_000).put("minimumQuality", 0);
        ArrayNode list = request.putArray("positions");
        for (String position : positions) {
            list.add(position.toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        }
        request.putObject("hints").put("simulator.subject", Long.toString(subject)).put("simulator.impression",
                Integer.toString(impression));
        JsonNode answer = captureWhenFree(request);
        if (!answer.has("samples")) {
            throw CommandFailure.systemFailed("CAPTURE_FAILED",
                    "The simulator captured nothing: " + answer.path("failure").path("reason").asText());
        }
        List<ObjectNode> samples = new ArrayList<>();
        for (JsonNode sample : answer.path("samples")) {
            samples.add(Api.object().put("position", sample.path("position").asText()).put("data",
                    sample.path("data").asText()));
        }
        return samples;
    }

    /** A device captures one person at a time: desks that share it wait for their turn. */
    private JsonNode captureWhenFree(ObjectNode request) {
        for (int turn = 0;; turn++) {
            JsonNode answer = api.post("/station/v1/captures", request);
            if (turn == MOST_TURNS || !"DEVICE_BUSY".equals(answer.path("failure").path("reason").asText())) {
                return answer;
            }
            try {
                Thread.sleep(15);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return answer;
            }
        }
    }

    private boolean awaitUin(int number) {
        JsonNode outcome = new EnrollmentWatch(api, submitted(enrollments, number)).awaitOutcome(OUTCOME_SECONDS,
                Output.json());
        if (!"ENROLLED".equals(outcome.path("status").asText())) {
            return false;
        }
        uins.put(number, outcome.path("uin").asText());
        return true;
    }

    private boolean isFoundAsDuplicate(int number) {
        JsonNode outcome = new EnrollmentWatch(api, submitted(doubles, number)).awaitOutcome(OUTCOME_SECONDS, Output.json());
        return "DUPLICATE".equals(outcome.path("status").asText())
                && outcome.path("duplicateOf").asText().equals(enrollments.get(number));
    }

    private static String submitted(Map<Integer, String> enrollments, int number) {
        if (!enrollments.containsKey(number)) {
            throw CommandFailure.systemFailed("NO_ENROLLMENT", "Person " + number + " was not taken in");
        }
        return enrollments.get(number);
    }

    private boolean hasCard(int number) {
        ObjectNode body = Api.object();
        body.set("individual", individual(number));
        byte[] pdf = api.postForBytes("/admin/v1/cards", body).body();
        return pdf.length > 1000 && pdf[0] == '%' && pdf[1] == 'P';
    }

    private boolean verifyByFinger(int claimed, int present) {
        ObjectNode body = Api.object().put("transactionId", UUID.randomUUID().toString());
        body.set("individual", individual(claimed));
        ArrayNode proofs = body.putArray("proofs");
        capture(DemoPerson.of(seed, present, false).subject(), "FINGER", 3, POSITIONS[0]).forEach(proofs::add);
        return api.post("/verification/v1/verifications", body).path("verified").asBoolean();
    }

    private boolean verifyByCode(int number) {
        String transaction = UUID.randomUUID().toString();
        ObjectNode request = Api.object().put("factor", "otp").put("transactionId", transaction);
        request.set("individual", individual(number));
        api.post("/verification/v1/challenges", request);
        ObjectNode body = Api.object().put("transactionId", transaction);
        body.set("individual", individual(number));
        body.putArray("proofs").addObject().put("factor", "otp").put("code",
                mail.code(DemoPerson.of(seed, number, false).email()));
        return api.post("/verification/v1/verifications", body).path("verified").asBoolean();
    }

    private ObjectNode individual(int number) {
        if (!uins.containsKey(number)) {
            throw CommandFailure.systemFailed("NO_UIN", "Person " + number + " has no UIN");
        }
        return Individual.of(uins.get(number));
    }
}
