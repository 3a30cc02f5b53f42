package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class DocumentFormTest {
    private static final Map<String, String> GOOD = Map.of("application/pdf", "%PDF-1.7 ...", "image/jpeg", "\u00ff\u00d8\u00ff\u00e0..",
            "image/png", "\u0089PNG\r\n\u001a\n..", "image/tiff", "II*\u0000..", "image/jp2", "\u0000\u0000\u0000\fjP  \r\n\u0087\n");

    private static boolean refused(String mediaType, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        InputStream in = new ByteArrayInputStream(bytes);
        boolean refused = DocumentForm.fault(mediaType, in).isPresent();
        assertEquals("read again from the beginning", bytes.length, in.readAllBytes().length);
        return refused;
    }

    @Test
    public void eachKindHasItsOwnMarkAndNoneOfTheOthers() throws Exception {
        for (String said : GOOD.keySet()) {
            for (Map.Entry<String, String> is : GOOD.entrySet()) {
                assertEquals(said + " that is " + is.getKey(), !said.equals(is.getKey()), refused(said, is.getValue()));
            }
            assertTrue(said, refused(said, ""));
            assertTrue(said, refused(said.toUpperCase(java.util.Locale.ROOT), "MZ"));
        }
        assertFalse("the other order of bytes", refused("image/tiff", "MM\u0000*.."));
        assertFalse("a bare code stream", refused("image/jp2", "\u00ff\u004f\u00ff\u0051.."));
    }

    @Test
    public void whatRunsIsRefusedUnderAnyName() throws Exception {
        for (String program : List.of("MZ\u0090", "\u007fELF\u0002", "#!/bin/sh\n", "<html>", "\n <!DOCTYPE html>", "<svg xmlns",
                "<SCRIPT>")) {
            for (String name : List.of("application/octet-stream", "text/plain", "application/x-own")) {
                assertTrue(name + " " + program, refused(name, program));
            }
        }
        for (String active : List.of("text/html", "image/svg+xml", "application/javascript", "Text/HTML")) {
            assertTrue(active, refused(active, "harmless"));
        }
    }

    @Test
    public void otherKindsPass() throws Exception {
        for (String other : List.of("text/plain", "application/octet-stream", "application/vc", "image/x-own")) {
            assertFalse(other, refused(other, "Some text <html> inside"));
        }
    }
}
