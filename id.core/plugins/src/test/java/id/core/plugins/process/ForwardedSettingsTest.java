package id.core.plugins.process;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.junit.Test;

public class ForwardedSettingsTest {
    @Test
    public void componentsNameTheirSettings() throws Exception {
        assertEquals(Set.of("a", "other"), ForwardedSettings.declared(xml("<component name='a' configuration-pid='$ other'/>")));
        assertEquals(Set.of("a"), ForwardedSettings.declared(xml("<component name='a'/>")));
    }

    /** Found by fuzzing. */
    @Test
    public void anEmptyNameNamesNoSettings() throws Exception {
        assertEquals(Set.of(), ForwardedSettings.declared(xml("<component name='' configuration-pid='$'/>")));
        assertEquals(Set.of(), ForwardedSettings.declared(xml("<component name='a' configuration-pid=' '/>")));
    }

    /** Found by fuzzing: the JDK's parser lacks a text for this fault, and a plugin's start ended with that. */
    @Test
    public void aControlCharacterInADocumentTypeIsNoSoundXml() {
        assertThrows(XMLStreamException.class,
                () -> ForwardedSettings.declared(xml("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:/\0\">]><component/>")));
    }

    private static ByteArrayInputStream xml(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
