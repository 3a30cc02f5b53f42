package id.core.credential;

/** Limits of settings. */
final class Ranges {
    private Ranges() {}

    static int require(String key, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(
                    key + " must be " + lowest + " to " + highest + " and is " + value);
        }
        return value;
    }
}
