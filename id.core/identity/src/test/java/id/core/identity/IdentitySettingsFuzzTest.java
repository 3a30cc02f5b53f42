package id.core.identity;

import id.api.error.IdentityException;
import id.fuzz.FuzzTest;
import id.fuzz.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Settings of the register: numbers first, then texts. What passes the check makes filters that work. */
public class IdentitySettingsFuzzTest extends FuzzTest {
    private static final List<String> NUMBERS = List.of("uinLength", "blockSize", "uinSequenceLimit", "uinSameDigitLimit",
            "uinRepeatingDistance", "uinBlockLimit", "uinEvenDigitsLimit", "uinEndsLimit");

    @Override
    protected List<byte[]> seeds() {
        return List.of(seed("01,786,666", 12, 1_000, 3, 3, 0, 4, 0, 5), seed(",1", 8, 1, 0, 0, 0, 0, 0, 0),
                seed("9,123456789", 18, 100_000, 2, 2, 9, 9, 2, 9));
    }

    private static byte[] seed(String texts, int... numbers) {
        ByteBuffer out = ByteBuffer.allocate(4 * numbers.length + texts.length());
        for (int number : numbers) {
            out.putInt(number);
        }
        return out.put(texts.getBytes(StandardCharsets.UTF_8)).array();
    }

    @Override
    protected int longest() {
        return 200;
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 4 * NUMBERS.size()) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(input);
        Settings settings = Settings.defaults();
        for (String name : NUMBERS) {
            settings.with(name, in.getInt());
        }
        String[] texts = StandardCharsets.UTF_8.decode(in).toString().split(",", 2);
        settings.with("uinNotStartingWith", texts[0]).with("uinRestricted", texts.length == 1 ? new String[0] : texts[1].split(","));
        IdentitySettings built = settings.build();
        try {
            IdentitySettingsCheck.check(built);
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
            return;
        }
        UinFilters filters = new UinFilters(built);
        for (String number : List.of("0".repeat(built.uinLength()), "123456789012345678".substring(0, built.uinLength()))) {
            filters.accept(number);
        }
    }
}
