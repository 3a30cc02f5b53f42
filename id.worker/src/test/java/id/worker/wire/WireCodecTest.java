package id.worker.wire;

import static org.junit.Assert.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.util.Collections;
import org.junit.Test;

public class WireCodecTest {
    /** Found by fuzzing: a worker that says that it failed, and not how. */
    @Test
    public void aFaultThatIsNoneIsNoAnswer() throws IOException {
        byte[] answer = new ObjectMapper(new CBORFactory()).writeValueAsBytes(Collections.singletonMap("fault", null));
        assertThrows(IOException.class, () -> new WireCodec(new SimpleModule()).answer(answer, String.class));
    }
}
