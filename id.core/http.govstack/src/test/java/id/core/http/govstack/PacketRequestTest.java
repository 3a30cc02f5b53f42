package id.core.http.govstack;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.biometric.Position;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.IdentityException;
import id.api.value.AttributeValue;
import id.api.value.EnrollmentId;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class PacketRequestTest {
    private static final String PNG = Base64.getUrlEncoder()
            .encodeToString(HexFormat.of().parseHex("89504e470d0a1a0afffefdfc"));
    private final FieldMapping mapping = new FieldMapping(List.of("fullName=name", "gender=gender",
            "birthdate=dateOfBirth", "phone=phone", "city=address", "postalCode=address"),
            Set.of("dateOfBirth", "phone"), Set.of("IDSchemaVersion"), "dateOfBirth");

    private EnrollmentPacket packet(String request) throws Exception {
        JsonNode body = new ObjectMapper().readTree("{\"request\":" + request.replace('\'', '"') + "}");
        return new PacketRequest(body, mapping).toPacket(new EnrollmentId("e1"), Instant.EPOCH);
    }

    private static String fields(String fields) {
        return "{'fields':{" + fields + "}}";
    }

    private void refused(String field, String request) {
        IdentityException wrong = assertThrows(IdentityException.class, () -> packet(request));
        assertEquals(field, wrong.field());
    }

    @Test
    public void readsTheExampleOfThePublishedDocument() throws Exception {
        var attributes = packet("{'process':'NEW','refId':'10001_10002','fields':{"
                + "'gender':'[ { \\'language\\' : \\'eng\\', \\'value\\' : \\'Male\\' } ]',"
                + "'city':'[ { \\'language\\' : \\'eng\\', \\'value\\' : \\'Kenitra\\' } ]','postalCode':'14022',"
                + "'fullName':'[ { \\'language\\' : \\'eng\\', \\'value\\' : \\'Jane\\' } ]','IDSchemaVersion':0.1}}")
                .attributes();
        assertEquals("Male", attributes.value("gender").orElseThrow().asText());
        assertTrue(attributes.value("name").orElseThrow() instanceof AttributeValue.Localized);
        assertEquals("Kenitra, 14022", attributes.value("address").orElseThrow().asText());
        assertEquals(3, attributes.values().size());
    }

    @Test
    public void readsCentreAndMachine() throws Exception {
        EnrollmentPacket packet = packet("{'refId':'10001_10002','fields':{'fullName':'Jane'}}");
        assertEquals("10001", packet.centre().orElseThrow().value());
        assertEquals("10002", packet.station().orElseThrow().value());
    }

    @Test
    public void plainAttributesAndDatesAreNormalized() throws Exception {
        var attributes = packet(
                fields("'birthdate':'1990/12/31','phone':'[{\\'language\\':\\'eng\\',\\'value\\':\\'+33 1\\'}]'"))
                .attributes();
        assertEquals("1990-12-31", attributes.value("dateOfBirth").orElseThrow().asText());
        assertTrue(attributes.value("phone").orElseThrow() instanceof AttributeValue.Text);
    }

    @Test
    public void refusesByName() {
        refused("request", "null");
        refused("request.fields", "{}");
        refused("request.process", "{'process':'UPDATE','fields':{}}");
        refused("request.fields.shoeSize", fields("'shoeSize':'43'"));
        refused("request.fields.fullName", fields("'fullName':'[{broken'"));
        refused("request.fields.fullName", fields("'fullName':''"));
        refused("request.biometrics.segment[0].bdbInfo", segment("'type':['TOE']", "'bdb':'" + PNG + "'"));
        refused("request.biometrics.segment[0].bdb", segment("'type':['FACE']", "'bdb':[]"));
        refused("request.biometrics.segment[0].bdb", segment("'type':['FACE']", "'bdb':'%%'"));
        refused("request.biometrics.segment[0].bdb", segment("'type':['FACE']", "'bdb':'AAAA'"));
    }

    private static String segment(String info, String bdb) {
        return "{'fields':{},'biometrics':{'segment':[{'bdbInfo':{" + info + "}," + bdb + "}]}}";
    }

    @Test
    public void readsSegmentsInBothSpellings() throws Exception {
        assertEquals(Position.LEFT_LITTLE, position("'type':['FINGER'],'subtype':['Left','LittleFinger']"));
        assertEquals(Position.RIGHT_INDEX, position("'type':['FINGER'],'subtype':['Right IndexFinger']"));
        assertEquals(Position.LEFT_THUMB, position("'type':'FINGER','subtype':'Left Thumb'"));
        assertEquals(Position.UNKNOWN_FINGER, position("'type':['Finger']"));
        assertEquals(Position.RIGHT_IRIS, position("'type':['IRIS'],'subtype':['Right']"));
        assertEquals(Position.FACE, position("'type':['FACE'],'subtype':[]"));
        assertEquals(1,
                packet("{'fields':{},'biometrics':{'segments':[{'bdbInfo':{'type':['FACE']},'bdb':['" + PNG + "']}]}}")
                        .samples().size());
    }

    private Position position(String info) throws Exception {
        return packet(segment(info, "'bdb':'" + PNG + "'")).samples().getFirst().position();
    }

    @Test
    public void readsDocuments() throws Exception {
        var document = packet("{'fields':{},'documents':{'proofOfAddress':{'document':'AAEC','format':'pdf'}}}")
                .documents().getFirst();
        assertEquals("PROOF_OF_ADDRESS", document.type());
        assertEquals("application/pdf", document.mediaType());
    }
}
