package id.plugins.abis.sourceafis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import id.api.biometric.BiometricError;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.IdentityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.Test;

public class FingerImageDecoderTest {
    /** Found by fuzzing: the codec meets this picture with the death of its thread. */
    @Test
    public void aPictureThatWouldEndItsThreadIsUnreadable() throws IOException {
        byte[] input = Files.readAllBytes(Path.of("src/test/fuzz/FingerPicture/jpeg2000-ends-its-thread"));
        byte[] data = Arrays.copyOfRange(input, 1, input.length);
        IdentityException refused = assertThrows(IdentityException.class, () -> new FingerImageDecoder(new ImageLimits(1 << 20))
                .decode(Records.sample(Position.RIGHT_INDEX, SampleFormat.JPEG2000, data)));
        assertEquals(BiometricError.SAMPLE_UNREADABLE, refused.code());
    }
}
