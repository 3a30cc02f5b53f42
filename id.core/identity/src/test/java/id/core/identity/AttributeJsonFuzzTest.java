package id.core.identity;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.AttributeValue;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.fuzz.FuzzTest;
import id.fuzz.Refused;
import java.util.List;
import java.util.Map;

/** Attributes as they are stored, and so far as a store could have changed them. */
public class AttributeJsonFuzzTest extends FuzzTest {
    private static final AttributeJson JSON = new AttributeJson();

    @Override
    protected List<byte[]> seeds() {
        return List.of(JSON.write(Attributes.ofPlain("1.0", Map.of("name", List.of(Map.of("language", "en", "value", "x")),
                "alive", true, "height", 1, "passport", Map.of("document", "p-1")))).toArray(),
                Bytes.utf8("{\"schemaVersion\":\"1.0\",\"attributes\":{\"a\":1e2147483648}}").toArray());
    }

    public static void fuzzerTestOneInput(byte[] input) {
        Attributes attributes;
        try {
            attributes = JSON.read(Bytes.of(input));
        } catch (IdentityException refusal) {
            // What is not the document that was stored is a fault of ours.
            if (refusal.code() != GeneralError.INTERNAL_FAULT) {
                Refused.properly(refusal);
            }
            return;
        }
        attributes.values().values().forEach(AttributeValue::asText);
        if (!JSON.read(JSON.write(attributes)).equals(attributes)) {
            throw new AssertionError("What was read is not what is read again");
        }
    }
}
