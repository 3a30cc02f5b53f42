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
        assertUnreadable("jpeg2000-ends-its-thread", SampleFormat.JPEG2000);
    }

    /** Found by fuzzing: less than a kibibyte of TIFF that claims to hold a long list; a reader took the memory for it. */
    @Test
    public void aPictureThatClaimsToHoldMoreThanItDoesIsUnreadable() throws IOException {
        assertUnreadable("tiff-claims-a-long-list", SampleFormat.TIFF);
    }

    /** Found by fuzzing: FF FF within a packet, of which the codec makes ones without end. */
    @Test(timeout = 60_000)
    public void aPictureWithoutAnEndIsUnreadable() throws IOException {
        assertUnreadable("jpeg2000-never-ends", SampleFormat.JPEG2000);
        assertUnreadable("jpeg2000-box-too-long", SampleFormat.JPEG2000);
    }

    private static void assertUnreadable(String kept, SampleFormat format) throws IOException {
        byte[] input = Files.readAllBytes(Path.of("src/test/fuzz/FingerPicture", kept));
        byte[] data = Arrays.copyOfRange(input, 1, input.length);
        IdentityException refused = assertThrows(IdentityException.class, () -> new FingerImageDecoder(new ImageLimits(1 << 20))
                .decode(Records.sample(Position.RIGHT_INDEX, format, data)));
        assertEquals(BiometricError.SAMPLE_UNREADABLE, refused.code());
    }
}
