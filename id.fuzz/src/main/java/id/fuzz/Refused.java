package id.fuzz;

import id.api.error.ErrorCategory;
import id.api.error.IdentityException;

/** What every refusal of outside bytes must be. */
public final class Refused {
    private static final int MAX_FIELD = 400;
    private static final int MAX_MESSAGE = 2_000;

    private Refused() {}

    /**
     * Holds a refusal to be the sender's fault, to say something, and to be harmless in a log and in an answer: what it
     * quotes of the input cannot forge a line of a log.
     */
    public static void properly(IdentityException refusal) {
        if (refusal.code().category() == ErrorCategory.INTERNAL) {
            throw new AssertionError("Bytes from outside are told as a fault of our own", refusal);
        }
        harmless(refusal.field(), MAX_FIELD, refusal);
        harmless(refusal.getMessage(), MAX_MESSAGE, refusal);
        if (refusal.getMessage().isBlank()) {
            throw new AssertionError("A refusal says nothing", refusal);
        }
    }

    private static void harmless(String text, int longest, IdentityException refusal) {
        if (text.length() > longest) {
            throw new AssertionError("A refusal has " + text.length() + " characters of text", refusal);
        }
        if (text.codePoints().anyMatch(Refused::isHarmful)) {
            throw new AssertionError("A refusal quotes characters that forge lines or cannot be encoded", refusal);
        }
    }

    private static boolean isHarmful(int character) {
        int type = Character.getType(character);
        return Character.isISOControl(character) || type == Character.SURROGATE || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
