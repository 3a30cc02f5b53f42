package id.plugins.printers.pdf;

import static org.junit.Assert.assertThrows;

import id.api.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

public class PortraitImageTest {
    /** Found by fuzzing: the codec meets this picture with the death of its thread. */
    @Test
    public void aPictureThatWouldEndItsThreadIsUnreadable() throws IOException {
        assertUnreadable("jpeg2000-ends-its-thread");
    }

    /** Found by fuzzing: less than a kibibyte of TIFF that claims to hold a long list; a reader took the memory for it. */
    @Test
    public void aPictureThatClaimsToHoldMoreThanItDoesIsUnreadable() throws IOException {
        assertUnreadable("tiff-claims-a-long-list");
    }

    /** Found by fuzzing: FF FF within a packet, of which the codec makes ones without end; once behind a box that is too long. */
    @Test(timeout = 60_000)
    public void aPictureWithoutAnEndIsUnreadable() throws IOException {
        assertUnreadable("jpeg2000-never-ends");
        assertUnreadable("jpeg2000-box-too-long");
    }

    private static void assertUnreadable(String kept) throws IOException {
        Bytes picture = Bytes.of(Files.readAllBytes(Path.of("src/test/fuzz/Portrait", kept)));
        assertThrows(PortraitUnreadableException.class, () -> PortraitImage.of(picture, new ImageLimits(1 << 20)));
    }
}
