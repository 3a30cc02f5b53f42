package id.core.identity;

import java.util.List;

/**
 * Which numbers are not given out since they are easily misread, misheard or guessed, or offend somebody. The rules are
 * those of MOSIP's generator; the defaults are milder, since MOSIP's leave 3 of 100 numbers.
 */
final class UinFilters {
    private final String firstDigits;
    private final int sequence;
    private final int sameDigit;
    private final int distance;
    private final int block;
    private final int evens;
    private final int ends;
    private final List<String> restricted;

    /**
     * @param rules
     *            see {@link IdentitySettings}; 0 switches a rule off
     */
    UinFilters(IdentitySettings rules) {
        firstDigits = rules.uinNotStartingWith();
        sequence = rules.uinSequenceLimit();
        sameDigit = rules.uinSameDigitLimit();
        distance = rules.uinRepeatingDistance();
        block = rules.uinBlockLimit();
        evens = rules.uinEvenDigitsLimit();
        ends = rules.uinEndsLimit();
        restricted = List.of(rules.uinRestricted());
    }

    /** Whether a whole number, check digit included, may be given out. */
    boolean accept(String number) {
        return firstDigits.indexOf(number.charAt(0)) < 0 && !hasRuns(number) && !hasCloseRepeat(number)
                && !hasRepeatedBlock(number) && !hasEqualEnds(number)
                && restricted.stream().noneMatch(number::contains);
    }

    /** Runs up or down (9 and 0 are neighbours), of one digit, or of the digits 2, 4, 6 and 8. */
    private boolean hasRuns(String number) {
        int up = 1;
        int down = 1;
        int same = 1;
        int even = isEven(number.charAt(0)) ? 1 : 0;
        for (int i = 1; i < number.length(); i++) {
            int step = Math.floorMod(number.charAt(i) - number.charAt(i - 1), 10);
            up = step == 1 ? up + 1 : 1;
            down = step == 9 ? down + 1 : 1;
            same = step == 0 ? same + 1 : 1;
            even = isEven(number.charAt(i)) ? even + 1 : 0;
            if (reaches(sequence, Math.max(up, down)) || reaches(sameDigit, same) || reaches(evens, even)) {
                return true;
            }
        }
        return false;
    }

    private static boolean reaches(int limit, int length) {
        return limit > 0 && length >= limit;
    }

    private static boolean isEven(char digit) {
        return digit != '0' && (digit - '0') % 2 == 0;
    }

    private boolean hasCloseRepeat(String number) {
        for (int i = 0; i < number.length(); i++) {
            for (int j = i + 1; j <= i + distance && j < number.length(); j++) {
                if (number.charAt(i) == number.charAt(j)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean hasRepeatedBlock(String number) {
        if (block == 0) {
            return false;
        }
        for (int i = 0; i + 2 * block <= number.length(); i++) {
            for (int j = i + block; j + block <= number.length(); j++) {
                if (number.regionMatches(i, number, j, block)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean hasEqualEnds(String number) {
        if (ends == 0 || number.length() < ends) {
            return false;
        }
        String first = number.substring(0, ends);
        String last = number.substring(number.length() - ends);
        return first.equals(last) || first.contentEquals(new StringBuilder(last).reverse());
    }
}
