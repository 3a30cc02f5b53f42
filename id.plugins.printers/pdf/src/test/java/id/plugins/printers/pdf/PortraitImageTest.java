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
        Bytes picture = Bytes.of(Files.readAllBytes(Path.of("src/test/fuzz/Portrait/jpeg2000-ends-its-thread")));
        assertThrows(PortraitUnreadableException.class, () -> PortraitImage.of(picture, new ImageLimits(1 << 20)));
    }
}
