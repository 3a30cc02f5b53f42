package id.core.identity;

import id.api.error.GeneralError;
import id.api.error.IdentityException;

/** Refuses settings that make no sense, before anything runs on them. */
final class IdentitySettingsCheck {
    private static final int YEAR = 525_600;

    private IdentitySettingsCheck() {}

    static void check(IdentitySettings settings) {
        range("uinLength", settings.uinLength(), 8, 18);
        range("blockSize", settings.blockSize(), 1, 100_000);
        limit("uinSequenceLimit", settings.uinSequenceLimit(), 2, 18);
        limit("uinSameDigitLimit", settings.uinSameDigitLimit(), 2, 18);
        limit("uinRepeatingDistance", settings.uinRepeatingDistance(), 1, 9);
        limit("uinBlockLimit", settings.uinBlockLimit(), 2, 9);
        limit("uinEvenDigitsLimit", settings.uinEvenDigitsLimit(), 2, 18);
        limit("uinEndsLimit", settings.uinEndsLimit(), 2, 9);
        range("temporaryMinutes", settings.temporaryMinutes(), 1, YEAR);
        range("oneTimeMinutes", settings.oneTimeMinutes(), 1, YEAR);
        if (!settings.uinNotStartingWith().matches("[0-9]{0,9}")) {
            throw wrong("uinNotStartingWith", "must be at most nine digits");
        }
        for (String restricted : settings.uinRestricted()) {
            if (!restricted.matches("[0-9]{1,18}")) {
                throw wrong("uinRestricted", "must hold digits only");
            }
        }
    }

    private static void limit(String key, int value, int least, int most) {
        if (value != 0) {
            range(key, value, least, most);
        }
    }

    private static void range(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(key, "is " + value + ", but must be " + least + " to " + most);
        }
    }

    private static IdentityException wrong(String key, String mend) {
        return new IdentityException(GeneralError.INVALID_VALUE, key,
                StoredIdentityRegistry.PID + ": " + key + " " + mend);
    }
}
