package id.api.error;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The one exception of Idem. The message says what is wrong and how to mend it, and never holds a value of a person: it
 * is logged and shown to callers as it is.
 */
public final class IdentityException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_FIELD = 400;

    private final transient ErrorCode code;
    private final String field;
    private final Duration retryAfter;

    /**
     * @param code
     *            what kind of error; never null
     * @param field
     *            the field that it is about, as the caller named it ({@code biometrics[1].image}), or the empty string;
     *            kept on one line, and to 400 characters
     * @param message
     *            what is wrong and the mend; without personal data
     */
    public IdentityException(ErrorCode code, String field, String message) {
        this(code, field, message, null);
    }

    /**
     * @param cause
     *            what led to it, or null; its message is for the log alone and is not shown to callers
     *
     * @see #IdentityException(ErrorCode, String, String)
     */
    public IdentityException(ErrorCode code, String field, String message, Throwable cause) {
        this(code, field, message, cause, null);
    }

    private IdentityException(ErrorCode code, String field, String message, Throwable cause, Duration retryAfter) {
        super(onOneLine(Objects.requireNonNull(message, "message")), cause);
        this.retryAfter = retryAfter;
        this.code = Objects.requireNonNull(code, "code");
        this.field = onOneLine(field.length() <= MAX_FIELD ? field : field.substring(0, MAX_FIELD));
    }

    /**
     * Fields are named as the sender named them, and so may messages: characters that would begin a new line of a log, or
     * that no encoding has, become question marks.
     */
    private static String onOneLine(String text) {
        if (text.codePoints().noneMatch(IdentityException::breaksLines)) {
            return text;
        }
        StringBuilder harmless = new StringBuilder(text.length());
        text.codePoints().forEach(each -> harmless.appendCodePoint(breaksLines(each) ? '?' : each));
        return harmless.toString();
    }

    private static boolean breaksLines(int character) {
        int type = Character.getType(character);
        return Character.isISOControl(character) || type == Character.SURROGATE || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** What kind of error. */
    public ErrorCode code() {
        return code;
    }

    /** The field that it is about, or the empty string where it is about no single field. */
    public String field() {
        return field;
    }

    /** Who can mend it. */
    public ErrorCategory category() {
        return code.category();
    }

    /** This error as a value, for results that list several. */
    public Problem problem() {
        return new Problem(code.name(), field, getMessage());
    }

    /** The same error, told about another field: for callers that know the place better than the thrower. */
    public IdentityException at(String otherField) {
        return new IdentityException(code, otherField, getMessage(), this, retryAfter);
    }

    /**
     * The same error, which says when it is worth another try.
     *
     * @param wait
     *            longer than zero; HTTP tells it in whole seconds, rounded up ({@code Retry-After})
     */
    public IdentityException after(Duration wait) {
        if (wait.isZero() || wait.isNegative()) {
            throw new IllegalArgumentException("A wait is longer than zero");
        }
        return new IdentityException(code, field, getMessage(), this, wait);
    }

    /** How long to wait before it is worth another try; empty where that is not known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
