package id.api.value;

/**
 * The check digit of J. Verhoeff, "Error Detecting Decimal Codes" (1969): over the dihedral group D5, finds every
 * single wrong digit and every swap of neighbours. Safe for concurrent use.
 */
public final class Verhoeff {
    private static final int[][] PRODUCT = { { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, { 1, 2, 3, 4, 0, 6, 7, 8, 9, 5 },
            { 2, 3, 4, 0, 1, 7, 8, 9, 5, 6 }, { 3, 4, 0, 1, 2, 8, 9, 5, 6, 7 }, { 4, 0, 1, 2, 3, 9, 5, 6, 7, 8 },
            { 5, 9, 8, 7, 6, 0, 4, 3, 2, 1 }, { 6, 5, 9, 8, 7, 1, 0, 4, 3, 2 }, { 7, 6, 5, 9, 8, 2, 1, 0, 4, 3 },
            { 8, 7, 6, 5, 9, 3, 2, 1, 0, 4 }, { 9, 8, 7, 6, 5, 4, 3, 2, 1, 0 } };
    private static final int[] INVERSE = { 0, 4, 3, 2, 1, 5, 6, 7, 8, 9 };
    private static final int[][] PERMUTATION = permutations();

    private Verhoeff() {}

    /**
     * The digit that makes {@code digits} valid when it is appended.
     *
     * @param digits
     *            decimal digits only, any length
     */
    public static char checkDigit(CharSequence digits) {
        return (char) ('0' + INVERSE[sum(digits, 1)]);
    }

    /** Whether the last of {@code digits} is the right check digit for those before it. */
    public static boolean isValid(CharSequence digits) {
        return digits.length() > 1 && digits.chars().allMatch(c -> c >= '0' && c <= '9') && sum(digits, 0) == 0;
    }

    private static int sum(CharSequence digits, int firstPosition) {
        int sum = 0;
        int position = firstPosition;
        for (int i = digits.length() - 1; i >= 0; i--, position++) {
            sum = PRODUCT[sum][PERMUTATION[position % 8][digits.charAt(i) - '0']];
        }
        return sum;
    }

    private static int[][] permutations() {
        int[][] table = new int[8][];
        table[0] = new int[]{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
        int[] step = { 1, 5, 7, 6, 2, 8, 3, 0, 9, 4 };
        for (int i = 1; i < 8; i++) {
            table[i] = new int[10];
            for (int j = 0; j < 10; j++) {
                table[i][j] = table[i - 1][step[j]];
            }
        }
        return table;
    }
}
