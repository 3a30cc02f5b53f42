package id.api.value;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

public class AttributesTest {
    private static final Map<String, Object> PLAIN = Map.of("name",
            List.of(Map.of("language", "en", "value", "Asha Rao"), Map.of("language", "hi", "value", "आशा राव")), "age",
            new BigDecimal("42"), "citizen", true, "proof", Map.of("document", "birth.pdf"));

    @Test
    public void plainFormComesBackAsItWent() {
        Attributes attributes = Attributes.ofPlain("1.0", PLAIN);
        assertEquals(PLAIN, attributes.toPlain());
        assertEquals(attributes, Attributes.ofPlain("1.0", attributes.toPlain()));
        assertEquals("Asha Rao", attributes.value("name").orElseThrow().asText());
        assertEquals(Set.of("age"), attributes.only(List.of("age", "gone")).values().keySet());
    }

    @Test
    public void whatIsWrongIsNamed() {
        for (Object wrong : new Object[]{ "", List.of(), List.of("x"), Map.of("a", 1),
                List.of(Map.of("language", "en")),
                List.of(Map.of("language", "en", "value", "a"), Map.of("language", "en", "value", "b")) }) {
            IdentityException refused = assertThrows(IdentityException.class,
                    () -> Attributes.ofPlain("1.0", Map.of("name", wrong)));
            assertEquals(GeneralError.INVALID_VALUE, refused.code());
            assertEquals("name", refused.field());
        }
        assertThrows(IdentityException.class, () -> Attributes.ofPlain("1.0", Map.of("bad name", "x")));
        assertThrows(IdentityException.class, () -> Attributes.ofPlain("one", Map.of()));
    }

    /** Found by fuzzing: the last of them is the one whose scale has no positive counterpart. */
    @Test
    public void numbersBeyondTheirDigitsAreRefused() {
        for (String wrong : List.of("1e41", "1e-41", "1e2147483647", "1e2147483648")) {
            IdentityException refused = assertThrows(wrong, IdentityException.class,
                    () -> Attributes.ofPlain("1.0", Map.of("age", new BigDecimal(wrong))));
            assertEquals(GeneralError.INVALID_VALUE, refused.code());
            assertEquals("age", refused.field());
        }
    }
}
