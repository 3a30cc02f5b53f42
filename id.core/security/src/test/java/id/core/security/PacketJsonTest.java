package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.SecurityError;
import id.api.value.AttributeValue;
import id.api.value.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** The demographic part. */
public class PacketJsonTest {
    private static final String FULL = "{\"schemaVersion\":\"1.0\",\"name\":\"Ada Personal\",\"age\":7,\"centre\":\"c\"}";

    @Test
    public void readsWhatItWrote() {
        Attributes attributes = PacketSealerTest.packet().attributes();
        assertEquals(attributes, PacketJson.read(PacketJson.write(attributes)));
        assertEquals("1.0", read(FULL).schemaVersion());
    }

    @Test
    public void namesWhatIsMissing() {
        refused(GeneralError.MISSING_VALUE, "attributes.schemaVersion", FULL.replace("\"schemaVersion\":\"1.0\",", ""));
    }

    @Test
    public void refusesBrokenJson() {
        for (int i = 0; i < FULL.length(); i += 3) {
            String cut = FULL.substring(0, i);
            IdentityException thrown = assertThrows(IdentityException.class, () -> read(cut));
            assertEquals(SecurityError.PACKET_MALFORMED, thrown.code());
            assertFalse(thrown.getMessage().contains("Ada"));
        }
        for (String wrong : List.of(FULL + "{}", FULL.replace("7", "07"), FULL.replace("7", "NaN"),
                FULL.replace(":7", ":" + "1".repeat(101)), "// " + FULL)) {
            refused(SecurityError.PACKET_MALFORMED, "packet", wrong);
        }
        for (String wrong : List.of("[]", "null", "1", "\"x\"")) {
            refused(SecurityError.PACKET_MALFORMED, "attributes", wrong);
        }
    }

    @Test
    public void refusesAFieldGivenTwice() {
        refused(SecurityError.PACKET_MALFORMED, "packet", FULL.replace("\"age\"", "\"name\":\"x\",\"age\""));
    }

    @Test
    public void refusesWhatIsNestedTooDeep() {
        refused(SecurityError.PACKET_MALFORMED, "packet",
                FULL.replace(":7", ":" + "[".repeat(10_000) + "]".repeat(10_000)));
        refused(GeneralError.INVALID_VALUE, "attributes.age", FULL.replace(":7", ":[[7]]"));
    }

    @Test
    public void refusesValuesOfTheWrongType() {
        refused(GeneralError.INVALID_VALUE, "attributes.age", FULL.replace(":7", ":null"));
        refused(GeneralError.INVALID_VALUE, "attributes.age", FULL.replace(":7", ":1e-99999999"));
        refused(GeneralError.INVALID_VALUE, "attributes.attribute name", FULL.replace("\"age\"", "\"a ge\""));
        refused(SecurityError.PACKET_MALFORMED, "attributes.schemaVersion", FULL.replace("\"1.0\"", "1"));
    }

    @Test
    public void refusesTextThatIsNoUtf8() {
        byte[] json = FULL.getBytes(StandardCharsets.UTF_8);
        byte[] wrong = Arrays.copyOf(json, json.length);
        wrong[FULL.indexOf("Ada")] = (byte) 0xff;
        IdentityException thrown = assertThrows(IdentityException.class, () -> PacketJson.read(wrong));
        assertEquals(SecurityError.PACKET_MALFORMED, thrown.code());
    }

    @Test
    public void neverLosesAnAttributeOfAReservedName() {
        Attributes wrong = new Attributes("1.0", Map.of("schemaVersion", new AttributeValue.Text("x")));
        assertEquals("attributes.schemaVersion", assertThrows(IdentityException.class, () -> PacketJson.write(wrong)).field());
    }

    /** Found by fuzzing: the first is beyond what a number of Java has, the second just within. */
    @Test
    public void refusesNumbersWithHugeExponents() {
        String json = "{\"schemaVersion\":\"1.0\",\"a\":";
        refused(SecurityError.PACKET_MALFORMED, "packet", json + "1e2741483648}");
        refused(GeneralError.INVALID_VALUE, "attributes.a", json + "1e2147483648}");
    }

    private static Attributes read(String json) {
        return PacketJson.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(ErrorCode code, String field, String json) {
        IdentityException thrown = assertThrows(IdentityException.class, () -> read(json));
        assertEquals(thrown.getMessage(), code, thrown.code());
        assertEquals(field, thrown.field());
        assertFalse(thrown.getMessage().contains("Ada"));
    }
}
