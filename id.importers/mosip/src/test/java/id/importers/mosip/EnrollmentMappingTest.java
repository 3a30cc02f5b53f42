package id.importers.mosip;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.Document;
import id.api.enrollment.EnrollmentPacket;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.AttributeValue;
import id.api.value.AttributeValue.Localized;
import id.api.value.AttributeValue.Text;
import id.api.value.Bytes;
import id.api.value.LocalizedText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class EnrollmentMappingTest {
    private static final byte[] FACE = ("FAC\0" + "030\0" + "and so on").getBytes(StandardCharsets.ISO_8859_1);
    private final Map<String, FieldValue> fields = new LinkedHashMap<>();

    private EnrollmentPacket applied(EnrollmentMapping mapping) {
        return mapping.apply(new MosipPacket(MosipWriter.RID, "10001", "10077", fields), Instant.EPOCH);
    }

    private AttributeValue standard(String attribute) {
        return applied(EnrollmentMapping.standard()).attributes().value(attribute).orElse(null);
    }

    private void refuses(ErrorCode code, String field) {
        IdentityException refused = assertThrows(IdentityException.class, () -> applied(EnrollmentMapping.standard()));
        assertEquals(refused.getMessage(), code, refused.code());
        assertEquals(field, refused.field());
    }

    private static FieldValue texts(String... languageAndText) {
        List<FieldValue.InLanguage> texts = new java.util.ArrayList<>();
        for (int i = 0; i < languageAndText.length; i += 2) {
            texts.add(new FieldValue.InLanguage(languageAndText[i], languageAndText[i + 1]));
        }
        return new FieldValue.Texts(texts);
    }

    private static Localized localized(String... languageAndText) {
        List<LocalizedText> texts = new java.util.ArrayList<>();
        for (int i = 0; i < languageAndText.length; i += 2) {
            texts.add(new LocalizedText(languageAndText[i], languageAndText[i + 1]));
        }
        return new Localized(texts);
    }

    @Test
    public void mapsTheSampleSchema() {
        fields.put("fullName", texts("eng", "Asha Rao", "ara", "آشا"));
        fields.put("dateOfBirth", new FieldValue.Text("1990/12/31"));
        fields.put("gender", texts("eng", "FLE", "ara", "FLE"));
        fields.put("addressLine1", texts("eng", "1 Hill Road", "ara", "طريق"));
        fields.put("city", texts("eng", "Kenitra", "ara", "القنيطرة"));
        fields.put("postalCode", new FieldValue.Text("10114"));
        fields.put("phone", new FieldValue.Text("0000535081"));
        fields.put("IDSchemaVersion", new FieldValue.Text("0.1"));
        fields.put("proofOfAddress", new FieldValue.Scan("RNC", "pdf", Bytes.utf8("%PDF")));
        fields.put("individualBiometrics",
                new FieldValue.Biometrics(Bytes.of(MosipWriter.cbeff(MosipWriter.segment("Face", "", FACE, false)))));
        fields.put("introducerBiometrics", new FieldValue.Biometrics(Bytes.utf8("of somebody else")));
        EnrollmentPacket packet = applied(EnrollmentMapping.standard());
        assertEquals("mosip-" + MosipWriter.RID, packet.id().value());
        assertEquals("10001", packet.centre().orElseThrow().value());
        assertEquals("10077", packet.station().orElseThrow().value());
        assertEquals(Map.of("name", localized("en", "Asha Rao", "ar", "آشا"), "dateOfBirth", new Text("1990-12-31"), "gender",
                new Text("female"),
                "phone", new Text("0000535081"), "address", localized("en", "1 Hill Road, Kenitra, 10114", "ar", "طريق, القنيطرة, 10114")),
                packet.attributes().values());
        assertEquals(List.of(new Document("proofOfAddress", "RNC", "application/pdf", Bytes.utf8("%PDF"))), packet.documents());
        assertEquals(1, packet.samples().size());
    }

    @Test
    public void theIdIsTheSameEachTime() {
        assertEquals(applied(EnrollmentMapping.standard()).id(), applied(EnrollmentMapping.standard()).id());
    }

    @Test
    public void anEmptyFieldIsNone() {
        fields.put("email", new FieldValue.Text(" "));
        assertEquals(null, standard("email"));
        fields.put("fullName", texts("eng", "Asha", "fra", ""));
        assertEquals(localized("en", "Asha"), standard("name"));
    }

    @Test
    public void languagesThatHaveNoShortCodeStayAsTheyAre() {
        fields.put("fullName", texts("fil", "Asha"));
        assertEquals(localized("fil", "Asha"), standard("name"));
    }

    @Test
    public void refusesFieldsThatNobodySpokeOf() {
        fields.put("bloodType", new FieldValue.Text("A"));
        refuses(ImportError.FIELD_NOT_MAPPED, "bloodType");
    }

    @Test
    public void refusesDatesThatAreNone() {
        fields.put("dateOfBirth", new FieldValue.Text("1990/02/30"));
        refuses(GeneralError.INVALID_VALUE, "dateOfBirth");
        IdentityException refused = assertThrows(IdentityException.class, () -> standard("dateOfBirth"));
        assertFalse(refused.getMessage().contains("1990/02/30"));
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            assertFalse(cause.getMessage().contains("1990/02/30"));
        }
        fields.put("dateOfBirth", new FieldValue.Text("1990-02-28"));
        assertEquals(new Text("1990-02-28"), standard("dateOfBirth"));
    }

    @Test
    public void refusesCodesThatDifferBetweenLanguages() {
        fields.put("gender", texts("eng", "FLE", "fra", "MLE"));
        refuses(GeneralError.INVALID_VALUE, "gender");
    }

    @Test
    public void refusesOtherThingsInThePlaceOfTexts() {
        fields.put("fullName", new FieldValue.Unreadable());
        refuses(GeneralError.INVALID_VALUE, "fullName");
        fields.clear();
        fields.put("individualBiometrics", new FieldValue.Text("none"));
        refuses(ImportError.PACKET_MALFORMED, "individualBiometrics");
    }

    @Test
    public void typesOfDocumentsGetTheFormOfThoseHere() {
        fields.put("proofOfIdentity", new FieldValue.Scan("national-id card", "exe", Bytes.utf8("x")));
        fields.put("proofOfAge", new FieldValue.Scan("77", "JPG", Bytes.utf8("x")));
        List<Document> documents = applied(EnrollmentMapping.standard()).documents();
        assertEquals("NATIONAL_ID_CARD application/octet-stream", documents.get(0).type() + " " + documents.get(0).mediaType());
        assertEquals("DOCUMENT_77 image/jpeg", documents.get(1).type() + " " + documents.get(1).mediaType());
    }

    @Test
    public void aCountryWritesItsOwn() {
        fields.put("nomComplet", texts("fra", "Asha"));
        fields.put("sang", new FieldValue.Text("A"));
        EnrollmentMapping own = EnrollmentMapping.of(
                "{\"attributes\":{\"name\":{\"fields\":[\"nomComplet\"],\"form\":\"plain\"}},\"biometrics\":\"bio\",\"leftOut\":[\"sang\"]}"
                        .getBytes(StandardCharsets.UTF_8));
        assertEquals(Map.of("name", new Text("Asha")), applied(own).attributes().values());
    }

    @Test
    public void refusesSettingsThatMakeNoSense() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("{", "mapping");
        wrong.put("[]", "mapping");
        wrong.put("{}", "mapping");
        wrong.put("{'attributes':{'name':{'fields':['a']}}}", "mapping");
        wrong.put("{'attribute':{}}", "mapping.attribute");
        wrong.put("{'attributes':{'name':{'fields':[]}},'biometrics':'b'}", "mapping.attributes.name.fields");
        wrong.put("{'attributes':{'name':{'field':['a']}},'biometrics':'b'}", "mapping.attributes.name.field");
        wrong.put("{'attributes':{'name':{'fields':['a'],'form':'number'}},'biometrics':'b'}", "mapping.attributes.name.form");
        wrong.put("{'attributes':{'name':{'fields':['a'],'codes':{'A':'b'}}},'biometrics':'b'}", "mapping.attributes.name.codes");
        wrong.put("{'attributes':{'name':{'fields':['a','a']}},'biometrics':'b'}", "mapping");
        wrong.put("{'attributes':{'name':{'fields':['a']}},'biometrics':'b','leftOut':['a']}", "mapping");
        wrong.put("{'attributes':{'name':{'fields':['a']}},'biometrics':'b','leftOut':[1]}", "mapping.leftOut");
        wrong.forEach((settings, field) -> {
            IdentityException refused = assertThrows(settings, IdentityException.class,
                    () -> EnrollmentMapping.of(settings.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
            assertEquals(settings, ImportError.MAPPING_INVALID, refused.code());
            assertEquals(settings, field, refused.field());
            assertTrue(!refused.getMessage().isBlank());
        });
    }
}
