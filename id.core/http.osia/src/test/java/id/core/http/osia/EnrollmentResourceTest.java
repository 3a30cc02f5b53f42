package id.core.http.osia;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import id.api.enrollment.DocumentContent;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.EnrollmentId;
import id.core.http.osia.TestServer.Answer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.Test;

/** The operations of OSIA Enrollment as a client sees them. */
public class EnrollmentResourceTest {
    private static final String E1 = "/v1/enrollments/e1";
    private static final String T = "?transactionId=t1";
    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a00000000");
    private static final String IMAGE = Base64.getEncoder().encodeToString(PNG);
    private static final String PERSON = "{\"enrollmentType\":\"citizen\",\"biographicData\":{\"name\":\"Jane\",\"dateOfBirth\":\"1990-01-02\",\"height\":170}}";

    private final Fakes core = new Fakes();
    private final TestServer server = core.server();

    private Answer write(String method, String path, String body) {
        return server.call(method, path, "enroll.write", body);
    }

    private JsonNode read() {
        return server.call("GET", E1 + T, "enroll.read", null).json();
    }

    private static void status(int expected, Answer answer) {
        assertEquals(new String(answer.content()), expected, answer.status());
    }

    private static void refused(int status, String field, Answer answer) {
        status(status, answer);
        JsonNode body = answer.json();
        assertTrue(body.path("code").isInt());
        assertTrue(body.toString(), body.path("message").asText().startsWith(field));
        assertEquals("only code and message", 2, body.size());
        assertFalse(body.toString().contains("Jane"));
    }

    @Test
    public void createsReadsAndDeletes() {
        status(204, write("POST", E1 + T, PERSON));
        assertEquals("IN_PROGRESS", read().path("status").asText());
        assertEquals("e1", read().path("enrollmentId").asText());
        assertEquals("Jane", read().path("biographicData").path("name").asText());
        status(409, write("POST", E1 + T, PERSON));
        status(204, write("DELETE", E1 + T, null));
        status(404, server.call("GET", E1 + T, "enroll.read", null));
        status(404, write("DELETE", E1 + T, null));
        status(404, write("PUT", E1 + T, PERSON));
        status(404, write("PATCH", E1 + T, PERSON));
        status(404, write("PUT", E1 + "/finalize" + T, null));
    }

    @Test
    public void everyOperationNeedsATransaction() {
        refused(400, "transactionId", write("POST", E1, PERSON));
        write("POST", E1 + T, PERSON);
        refused(400, "transactionId", server.call("GET", E1, "enroll.read", null));
        refused(400, "transactionId", write("PUT", E1, PERSON));
        refused(400, "transactionId", write("PATCH", E1, "{}"));
        refused(400, "transactionId", write("DELETE", E1, null));
        refused(400, "transactionId", write("PUT", E1 + "/finalize", null));
        refused(400, "transactionId", server.call("POST", "/v1/enrollments", "enroll.read", "[]"));
        refused(400, "transactionId",
                server.call("POST", E1 + "/buffer", "enroll.buf.write", Map.of("Content-Type", "image/png"), PNG));
        refused(400, "transactionId", server.call("GET", E1 + "/buffer/b1", "enroll.buf.read", null));
    }

    @Test
    public void everyOperationNeedsItsScope() {
        status(401, server.call("POST", E1 + T, null, PERSON));
        status(401, server.call("POST", E1 + T, "forged", PERSON));
        status(403, server.call("POST", E1 + T, "enroll.read", PERSON));
        status(403, server.call("GET", E1 + T, "enroll.write", null));
        status(403, server.call("POST", "/v1/enrollments" + T, "enroll.write", "[]"));
        status(403, server.call("POST", E1 + "/buffer" + T, "enroll.write", Map.of("Content-Type", "image/png"), PNG));
        status(403, server.call("GET", E1 + "/buffer/b1" + T, "enroll.read", null));
    }

    @Test
    public void refusesWhatTheDocumentForbids() {
        refused(400, "colour", write("POST", E1 + T, "{\"colour\":1}"));
        refused(400, "biometricData[0].img", write("POST", E1 + T, "{\"biometricData\":[{\"img\":\"\"}]}"));
        refused(400, "biometricData[0].biometricType", write("POST", E1 + T, "{\"biometricData\":[{}]}"));
        refused(400, "biometricData[0].biometricType",
                write("POST", E1 + T, "{\"biometricData\":[{\"biometricType\":\"TOE\"}]}"));
        refused(400, "documentData[0].parts",
                write("POST", E1 + T, "{\"documentData\":[{\"documentType\":\"FORM\",\"parts\":[]}]}"));
        refused(400, "biographicData", write("POST", E1 + T, "{\"biographicData\":\"Jane\"}"));
        refused(400, "enrollmentId", write("POST", E1 + T, "{\"enrollmentId\":\"e2\"}"));
        refused(400, "integrity", write("POST", E1 + T, "{\"integrity\":[{}]}"));
        refused(400, "finalize", write("POST", E1 + T + "&finalize=yes", PERSON));
        assertTrue(core.drafts.isEmpty());
    }

    @Test
    public void mergesAPatch() {
        write("POST", E1 + T, PERSON);
        status(204, write("PATCH", E1 + T, "{\"biographicData\":{\"height\":null,\"nationality\":\"FRA\"}}"));
        JsonNode person = read().path("biographicData");
        assertEquals("Jane", person.path("name").asText());
        assertFalse(person.has("height"));
        assertEquals("FRA", person.path("nationality").asText());
        refused(400, "colour", write("PATCH", E1 + T, "{\"colour\":1}"));
        status(204, write("PUT", E1 + T, "{\"enrollmentType\":\"resident\"}"));
        assertFalse(read().has("biographicData"));
    }

    @Test
    public void showsOnlyTheAttributesAskedFor() {
        write("POST", E1 + T, PERSON);
        JsonNode some = server.call("GET", E1 + T + "&attributes=name&attributes=dateOfBirth", "enroll.read", null)
                .json();
        assertEquals(3, some.size());
        assertEquals(2, some.path("biographicData").size());
        JsonNode type = server.call("GET", E1 + T + "&attributes=enrollmentType", "enroll.read", null).json();
        assertEquals("citizen", type.path("enrollmentType").asText());
        assertFalse(type.has("biographicData"));
    }

    @Test
    public void findsByExpressionsInPages() {
        for (int i = 0; i < 250; i++) {
            write("POST", "/v1/enrollments/n" + i + T, "{\"biographicData\":{\"number\":" + i + ",\"even\":"
                    + (i % 2 == 0) + ",\"born\":\"19" + (50 + i % 50) + "-01-01\"}}");
        }
        assertEquals(100, find("[]", "").size());
        assertEquals(250, find("[]", "&limit=1000").size());
        assertEquals(50, find("[]", "&offset=200").size());
        assertEquals(125,
                find("[{\"attributeName\":\"even\",\"operator\":\"=\",\"value\":true}]", "&limit=500").size());
        JsonNode few = find("[{\"attributeName\":\"number\",\"operator\":\"<\",\"value\":10},"
                + "{\"attributeName\":\"number\",\"operator\":\">=\",\"value\":7.5}]", "");
        assertEquals(2, few.size());
        assertEquals("n9", few.get(0).path("enrollmentId").asText());
        assertEquals(5, find("[{\"attributeName\":\"born\",\"operator\":\"<\",\"value\":\"1951-01-01\"}]", "").size());
        assertEquals(0, find("[{\"attributeName\":\"absent\",\"operator\":\"!=\",\"value\":\"x\"}]", "").size());
        refused(400, "limit", server.call("POST", "/v1/enrollments" + T + "&limit=0", "enroll.read", "[]"));
        refused(400, "[0].operator", server.call("POST", "/v1/enrollments" + T, "enroll.read",
                "[{\"attributeName\":\"a\",\"operator\":\"~\",\"value\":1}]"));
    }

    private JsonNode find(String expressions, String more) {
        Answer answer = server.call("POST", "/v1/enrollments" + T + more, "enroll.read", expressions);
        status(200, answer);
        return answer.json();
    }

    @Test
    public void buffersKeepContentTypeAndDigest() {
        write("POST", E1 + T, PERSON);
        Answer made = server.call("POST", E1 + "/buffer" + T, "enroll.buf.write", Map.of("Content-Type", "image/png",
                "Digest", "SHA=" + digest("SHA-1") + ",SHA-256=" + digest("SHA-256")), PNG);
        status(201, made);
        assertEquals(1, made.json().size());
        Answer read = server.call("GET", E1 + "/buffer/" + made.json().path("bufferId").asText() + T, "enroll.buf.read",
                null);
        status(200, read);
        assertEquals("image/png", read.header("Content-Type"));
        assertEquals("SHA-256=" + digest("SHA-256"), read.header("Digest"));
        org.junit.Assert.assertArrayEquals(PNG, read.content());
        refused(400, "Digest", server.call("POST", E1 + "/buffer" + T, "enroll.buf.write",
                Map.of("Content-Type", "image/png", "Digest", "SHA=thvDyvhfIqlvFe+A9MYgxAfm1q4="), PNG));
        status(404, server.call("GET", E1 + "/buffer/none" + T, "enroll.buf.read", null));
        status(404, server.call("POST", "/v1/enrollments/e9/buffer" + T, "enroll.buf.write",
                Map.of("Content-Type", "image/png"), PNG));
    }

    private static String digest(String algorithm) {
        try {
            return Base64.getEncoder().encodeToString(java.security.MessageDigest.getInstance(algorithm).digest(PNG));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    public void finalizingSendsThePacketWithItsBuffers() {
        write("POST", E1 + T, PERSON);
        String buffer = server
                .call("POST", E1 + "/buffer" + T, "enroll.buf.write", Map.of("Content-Type", "image/png"), PNG).json()
                .path("bufferId").asText();
        write("PATCH", E1 + T, "{\"biometricData\":[{\"biometricType\":\"FINGER\",\"biometricSubType\":\"LEFT_INDEX\","
                + "\"image\":\"" + IMAGE + "\"},{\"biometricType\":\"FACE\",\"biometricSubType\":\"PORTRAIT\","
                + "\"imageRef\":\"https://idem.example" + E1 + "/buffer/" + buffer
                + "\"},{\"biometricType\":\"FINGER\","
                + "\"missing\":[{\"biometricSubType\":\"LEFT_THUMB\",\"presence\":\"AMPUTATED\"}]}],"
                + "\"documentData\":[{\"documentType\":\"OTHER\",\"documentTypeOther\":\"Farm licence\",\"parts\":"
                + "[{\"data\":\"" + IMAGE
                + "\",\"mimeType\":\"image/png\"},{\"data\":\"{}\",\"mimeType\":\"application/vc\"}]}]}");
        status(204, write("PUT", E1 + "/finalize" + T, null));
        EnrollmentPacket packet = core.submitted.get(new EnrollmentId("e1"));
        assertEquals(2, packet.samples().size());
        assertEquals(Position.LEFT_INDEX, packet.samples().get(0).position());
        assertEquals(SampleFormat.PNG, packet.samples().get(1).format());
        assertEquals(2, packet.documents().size());
        assertEquals("FARM_LICENCE", packet.documents().get(0).type());
        assertEquals("{}", ((DocumentContent.InMemory) packet.documents().get(1).content()).bytes().asUtf8());
        assertEquals("Jane", packet.attributes().value("name").orElseThrow().asText());
        assertEquals("FINALIZED", read().path("status").asText());
        status(403, write("PUT", E1 + T, PERSON));
        status(403, write("PATCH", E1 + T, "{}"));
        status(403, write("DELETE", E1 + T, null));
        status(403, write("PUT", E1 + "/finalize" + T, null));
        status(403,
                server.call("POST", E1 + "/buffer" + T, "enroll.buf.write", Map.of("Content-Type", "image/png"), PNG));
    }

    @Test
    public void createCanFinalizeAtOnce() {
        status(204, write("POST", E1 + T + "&finalize=true", PERSON));
        assertTrue(core.submitted.containsKey(new EnrollmentId("e1")));
    }

    @Test
    public void referencesLeadNowhereElse() {
        for (String uri : new String[]{ "http://169.254.169.254/secret", "/v1/enrollments/e2/buffer/b1",
                "file:///etc/passwd", "b7" }) {
            write("PUT", E1 + T, "{}");
            core.drafts.clear();
            write("POST", E1 + T, "{\"biometricData\":[{\"biometricType\":\"FACE\",\"imageRef\":\"" + uri + "\"}]}");
            refused(400, "biometricData[0].imageRef", write("PUT", E1 + "/finalize" + T, null));
        }
        assertTrue(core.submitted.isEmpty());
    }

    @Test
    public void refusedPacketLeavesTheDraftOpen() {
        write("POST", E1 + T, PERSON);
        core.refusal = new IdentityException(GeneralError.INVALID_VALUE, "attributes.gender", "is missing");
        refused(400, "attributes.gender", write("PUT", E1 + "/finalize" + T, null));
        core.refusal = null;
        assertEquals("IN_PROGRESS", read().path("status").asText());
        status(204, write("PUT", E1 + "/finalize" + T, null));
    }

    @Test
    public void repeatedFinalizeAfterAFaultKnowsItsOwnEnrollment() {
        write("POST", E1 + T, PERSON);
        core.crashBeforeFinish = true;
        status(500, write("PUT", E1 + "/finalize" + T, null));
        assertEquals(1, core.submitted.size());
        assertEquals("IN_PROGRESS", read().path("status").asText());
        status(204, write("PUT", E1 + "/finalize" + T, null));
        assertEquals("FINALIZED", read().path("status").asText());
    }

    @Test
    public void anotherEnrollmentOfTheSameIdIsNotTakenForItsOwn() {
        write("POST", E1 + T, PERSON);
        core.submitted.put(new EnrollmentId("e1"), null);
        status(403, write("PUT", E1 + "/finalize" + T, null));
        assertEquals("IN_PROGRESS", read().path("status").asText());
    }
}
