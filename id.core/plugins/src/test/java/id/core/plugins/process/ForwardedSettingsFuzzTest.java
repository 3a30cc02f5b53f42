package id.core.plugins.process;

import id.fuzz.FuzzTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/** The component descriptions of a plugin's jar, from which its settings are told. */
public class ForwardedSettingsFuzzTest extends FuzzTest {
    @Override
    protected List<byte[]> seeds() {
        return List.of(seed("<?xml version=\"1.0\"?><scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"a\""
                + " configuration-pid=\"$ other\"><service><provide interface=\"x\"/></service></scr:component>"),
                seed("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><component name=\"&e;\"/>"));
    }

    private static byte[] seed(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            for (String pid : ForwardedSettings.declared(new ByteArrayInputStream(input))) {
                if (pid.isBlank()) {
                    throw new AssertionError("Not the name of settings");
                }
            }
        } catch (XMLStreamException refusal) {
            // Told in the log; such a description is none for the plugin's framework either.
        }
    }
}
