package id.importers.mosip;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;

public class BirReaderTest {
    private static final byte[] FINGER = ("FIR\0" + "020\0" + "and so on").getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] FACE = ("FAC\0" + "030\0" + "and so on").getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] IRIS = ("IIR\0" + "020\0" + "and so on").getBytes(StandardCharsets.ISO_8859_1);

    private static List<BiometricSample> read(String... segments) {
        return BirReader.read(Bytes.of(MosipWriter.cbeff(segments)), "individualBiometrics");
    }

    private static void refuses(BiometricError code, String field, String... segments) {
        IdentityException refused = assertThrows(IdentityException.class, () -> read(segments));
        assertEquals(code, refused.code());
        assertEquals(field, refused.field());
    }

    @Test
    public void readsFingersFacesAndIrises() {
        List<BiometricSample> samples = read(MosipWriter.segment("Finger", "Left RingFinger", FINGER, false),
                MosipWriter.segment("Finger", "Right Thumb", FINGER, false),
                MosipWriter.segment("Face", "", FACE, false), MosipWriter.segment("Iris", "Left", IRIS, false));
        assertEquals(List.of(Position.LEFT_RING, Position.RIGHT_THUMB, Position.FACE, Position.LEFT_IRIS),
                samples.stream().map(BiometricSample::position).toList());
        assertEquals(SampleFormat.ISO19794_4_2011, samples.getFirst().format());
        assertEquals(Bytes.of(FINGER), samples.getFirst().data());
    }

    @Test
    public void passesOverWhatIsNoSample() {
        assertTrue(read(MosipWriter.segment("Finger", "Left RingFinger", new byte[0], true),
                MosipWriter.segment("ExceptionPhoto", "", FACE, false)).isEmpty());
    }

    @Test
    public void refusesSegmentsWithoutDataThatAreNoExceptions() {
        refuses(BiometricError.SAMPLE_EMPTY, "individualBiometrics.BIR[1]", MosipWriter.segment("Face", "", FACE, false),
                MosipWriter.segment("Finger", "Left Thumb", new byte[0], false));
    }

    @Test
    public void refusesPositionsAndFormatsThatNobodyKnows() {
        refuses(BiometricError.SAMPLE_UNREADABLE, "individualBiometrics.BIR[0]", MosipWriter.segment("Voice", "", FACE, false));
        refuses(BiometricError.SAMPLE_UNREADABLE, "individualBiometrics.BIR[0]", MosipWriter.segment("Finger", "Left Toe", FINGER, false));
        refuses(BiometricError.SAMPLE_FORMAT_UNSUPPORTED, "individualBiometrics.BIR[0]",
                MosipWriter.segment("Face", "", "some text".getBytes(StandardCharsets.UTF_8), false));
    }

    @Test
    public void refusesExternalEntitiesAndOtherRubbish() {
        for (String document : List.of(
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><BIR xmlns=\"http://standards.iso.org/iso-iec/19785/-3/ed-2/\">&e;</BIR>",
                "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><BIR xmlns=\"http://standards.iso.org/iso-iec/19785/-3/ed-2/\"><BIR><BDB>&b;</BDB></BIR></BIR>",
                "<BIR/>", "", "{}", "<BIR xmlns=\"http://standards.iso.org/iso-iec/19785/-3/ed-2/\"><BIR>")) {
            IdentityException refused = assertThrows(document, IdentityException.class,
                    () -> BirReader.read(Bytes.utf8(document), "individualBiometrics"));
            assertEquals(BiometricError.SAMPLE_UNREADABLE, refused.code());
        }
    }

    @Test
    public void refusesOtherEncodings() {
        IdentityException refused = assertThrows(IdentityException.class,
                () -> BirReader.read(Bytes.of(new byte[]{ (byte) 0xfe, (byte) 0xff, 0, '<' }), "individualBiometrics"));
        assertEquals(BiometricError.SAMPLE_UNREADABLE, refused.code());
    }

    @Test
    public void refusesMoreSegmentsThanAPersonHas() {
        String[] many = new String[101];
        java.util.Arrays.fill(many, MosipWriter.segment("Face", "", FACE, false));
        refuses(BiometricError.SAMPLE_UNREADABLE, "individualBiometrics.BIR[100]", many);
    }
}
