package id.api.biometric;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.Test;

public class SampleFormatTest {
    @Test
    public void tellsFormatsByTheirFirstBytes() {
        assertEquals(Optional.of(SampleFormat.ISO19794_4_2011), detect("FIR\u0000020\u0000"));
        assertEquals(Optional.of(SampleFormat.ISO19794_4_2005), detect("FIR\u0000010\u0000"));
        assertEquals(Optional.of(SampleFormat.ISO19794_2_2005), detect("FMR\u0000 20\u0000"));
        assertEquals(Optional.of(SampleFormat.TIFF), detect("II*\u00008888"));
        assertEquals(Optional.of(SampleFormat.JPEG), detect("\u00ff\u00d8\u00ff\u00e01234"));
        assertEquals(Optional.of(SampleFormat.WSQ), detect("\u00ff\u00a0\u00ff\u00a81234"));
        assertEquals(Optional.of(SampleFormat.BMP), detect("BM345678"));
        assertEquals(Optional.empty(), detect("FIR\u0000990\u0000"));
        assertEquals(Optional.empty(), detect("no image"));
        assertEquals(Optional.empty(), detect("BM"));
    }

    @Test
    public void aSampleIsOfTheModalityOfItsPosition() {
        IdentityException refused = assertThrows(IdentityException.class,
                () -> new BiometricSample(Modality.FACE, Position.LEFT_INDEX, SampleFormat.PNG, Bytes.utf8("x")));
        assertEquals(BiometricError.POSITION_MISMATCH, refused.code());
    }

    private static Optional<SampleFormat> detect(String head) {
        return SampleFormat.detect(Bytes.of(head.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
