package id.api.biometric;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class CbeffTest {
    private static final Bytes PNG = Bytes.of(new byte[]{ (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 7 });

    @Test
    public void everyPositionComesBackAsItWent() {
        List<BiometricSample> samples = new ArrayList<>();
        for (Position position : Position.values()) {
            samples.add(new BiometricSample(position.modality(), position, SampleFormat.PNG, PNG));
        }
        assertEquals(samples, Cbeff.read(Cbeff.write(samples, Instant.EPOCH)));
    }

    @Test
    public void namesTheSegmentThatIsWrong() {
        String document = Cbeff
                .write(List.of(new BiometricSample(Modality.FINGER, Position.LEFT_INDEX, SampleFormat.PNG, PNG)),
                        Instant.EPOCH)
                .asUtf8();
        IdentityException refused = assertThrows(IdentityException.class,
                () -> Cbeff.read(Bytes.utf8(document.replace("Left IndexFinger", "Left IndexToe"))));
        assertEquals("BIR[0]", refused.field());
        assertEquals(BiometricError.SAMPLE_UNREADABLE, refused.code());
    }

    @Test
    public void refusesEntitiesAndWhatIsNoXml() {
        String attack = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><BIR xmlns=\"" + Cbeff.NAMESPACE
                + "\">&e;</BIR>";
        assertThrows(IdentityException.class, () -> Cbeff.read(Bytes.utf8(attack)));
        IdentityException refused = assertThrows(IdentityException.class, () -> Cbeff.read(Bytes.utf8("{}")));
        assertTrue(refused.getMessage().contains("no CBEFF XML"));
    }

    /** Found by fuzzing: the JDK's parser has no text for a control character in a document type, and fails looking for it. */
    @Test
    public void refusesAControlCharacterInADocumentType() {
        IdentityException refused = assertThrows(IdentityException.class,
                () -> Cbeff.read(Bytes.utf8("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:/D\0\"]><BIR>&e;</BIR>")));
        assertEquals(BiometricError.SAMPLE_UNREADABLE, refused.code());
        assertEquals("BIR[0]", refused.field());
    }

    @Test
    public void refusesOtherEncodings() {
        byte[] latin = "<BIR xmlns=\"x\">\u00e9</BIR>".getBytes(StandardCharsets.ISO_8859_1);
        IdentityException refused = assertThrows(IdentityException.class, () -> Cbeff.read(Bytes.of(latin)));
        assertTrue(refused.getMessage().contains("UTF-8"));
    }
}
