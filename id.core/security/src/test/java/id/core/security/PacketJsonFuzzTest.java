package id.core.security;

import id.api.error.IdentityException;
import id.api.value.AttributeValue;
import id.api.value.Attributes;
import id.fuzz.FuzzTest;
import id.fuzz.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A packet's demographic part, once it is opened. What is read can be written, and reads the same again. */
public class PacketJsonFuzzTest extends FuzzTest {
    private static final String ATTRIBUTE = "{\"schemaVersion\":\"1.0\",\"a\":%s}";

    @Override
    protected List<byte[]> seeds() {
        return List.of(PacketJson.write(PacketSealerTest.packet().attributes()), attribute("1.5e3"), attribute("1e2147483648"),
                attribute("[{\"language\":\"en\",\"value\":\"x\"}]"), attribute("{\"document\":\"d\"}"));
    }

    private static byte[] attribute(String value) {
        return ATTRIBUTE.formatted(value).getBytes(StandardCharsets.UTF_8);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Attributes attributes;
        try {
            attributes = PacketJson.read(input);
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
            return;
        }
        attributes.values().values().forEach(AttributeValue::asText);
        if (!PacketJson.read(PacketJson.write(attributes)).equals(attributes)) {
            throw new AssertionError("What was read is not what is read again");
        }
    }
}
