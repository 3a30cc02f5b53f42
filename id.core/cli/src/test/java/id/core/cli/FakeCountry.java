package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A country in which everybody's finger is one word, for the demonstration: it enrolls, finds, issues and verifies. */
final class FakeCountry {
    private static final int FIRST_UIN = 10_000_000;

    private final FakeSystem system;
    private final boolean searches;
    private final Map<String, String> enrollmentByFinger = new ConcurrentHashMap<>();
    private final Map<String, String> fingerByUin = new ConcurrentHashMap<>();
    private final Map<String, String> emailByUin = new ConcurrentHashMap<>();
    private int enrollments;

    /** @param searches
     *            whether it looks for duplicates at all */
    FakeCountry(FakeSystem system, boolean searches) {
        this.system = system;
        this.searches = searches;
    }

    void answer() {
        system.answer("POST /station/v1/captures", body -> capture(read(body)));
        system.answer("POST /station/v1/enrollments", body -> enroll(read(body)));
        system.answer("POST /admin/v1/cards", body -> new FakeSystem.Answer(200,
                Map.of("Content-Type", "application/pdf"), ("%PDF" + " ".repeat(1000)).getBytes(StandardCharsets.US_ASCII)));
        system.answer("POST /verification/v1/challenges", body -> sendCode(read(body)));
        system.answer("POST /verification/v1/verifications", body -> verify(read(body)));
    }

    private static JsonNode read(String body) {
        try {
            return Api.JSON.readTree(body);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private static FakeSystem.Answer ok(JsonNode json) {
        return FakeSystem.Answer.json(200, json.toString());
    }

    private FakeSystem.Answer capture(JsonNode request) {
        ObjectNode answer = Api.object();
        ArrayNode samples = answer.putArray("samples");
        request.path("positions").forEach(position -> samples.addObject().put("position", position.asText())
                .put("data", request.path("hints").path("simulator.subject").asText()));
        return ok(answer);
    }

    private synchronized FakeSystem.Answer enroll(JsonNode request) {
        String id = "e" + enrollments++;
        String finger = request.at("/samples/0/data").asText();
        String earlier = searches ? enrollmentByFinger.putIfAbsent(finger, id) : null;
        ObjectNode view = Api.object().put("enrollmentId", id);
        if (earlier != null) {
            view.put("status", "DUPLICATE").put("duplicateOf", earlier);
        } else {
            String uin = Integer.toString(FIRST_UIN + enrollments);
            view.put("status", "ENROLLED").put("uin", uin);
            fingerByUin.put(uin, finger);
            emailByUin.put(uin, request.at("/attributes/email").asText());
        }
        system.answer("GET /admin/v1/enrollments/" + id, 200, view.toString());
        system.answer("GET /admin/v1/enrollments/" + id + "/explanation", 200, view.toString());
        return FakeSystem.Answer.json(202, "{\"enrollmentId\":\"" + id + "\",\"status\":\"RECEIVED\"}");
    }

    private FakeSystem.Answer sendCode(JsonNode request) {
        String uin = request.at("/individual/value").asText();
        try {
            Path mail = Files.createDirectories(system.home().resolve("mail"));
            Path written = Files.writeString(mail.resolve(uin), "To: " + emailByUin.get(uin) + "\n\nCode " + code(uin));
            Files.move(written, mail.resolve(uin + ".eml"));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        return ok(Api.object().put("destination", "p***@e***.org"));
    }

    private static String code(String uin) {
        return uin.substring(uin.length() - 6);
    }

    private FakeSystem.Answer verify(JsonNode request) {
        String uin = request.at("/individual/value").asText();
        JsonNode proof = request.at("/proofs/0");
        return ok(Api.object().put("verified", proof.has("code") ? proof.path("code").asText().equals(code(uin))
                : proof.path("data").asText().equals(fingerByUin.get(uin))));
    }
}
