package id.plugins.keys.pkcs11;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;

/**
 * What a failure of the token means. The JDK hides the token's return code in an exception of an inner class; its name
 * stands in the message, and that is what is read here.
 */
enum TokenFault {
    /** The session or the login is gone: log in anew, and the same call may succeed. */
    LOST,
    /** The token does not take the PIN. */
    PIN_WRONG,
    /** The token takes no PIN any more. */
    PIN_LOCKED,
    /** Anything else. */
    OTHER;

    private static final Pattern CODE = Pattern.compile("CKR_[A-Z0-9_]+");
    private static final Set<String> LOST_CODES = Set.of("CKR_SESSION_HANDLE_INVALID", "CKR_SESSION_CLOSED",
            "CKR_DEVICE_REMOVED", "CKR_DEVICE_ERROR", "CKR_TOKEN_NOT_PRESENT", "CKR_TOKEN_NOT_RECOGNIZED",
            "CKR_USER_NOT_LOGGED_IN", "CKR_OBJECT_HANDLE_INVALID", "CKR_KEY_HANDLE_INVALID");
    private static final Set<String> WRONG_CODES = Set.of("CKR_PIN_INCORRECT", "CKR_PIN_INVALID", "CKR_PIN_LEN_RANGE");
    private static final Set<String> LOCKED_CODES = Set.of("CKR_PIN_LOCKED", "CKR_PIN_EXPIRED",
            "CKR_USER_PIN_NOT_INITIALIZED");

    static TokenFault of(Throwable failure) {
        String word = word(failure);
        if (LOST_CODES.contains(word)) {
            return LOST;
        }
        if (WRONG_CODES.contains(word)) {
            return PIN_WRONG;
        }
        if (LOCKED_CODES.contains(word)) {
            return PIN_LOCKED;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof LoginException || "Token has been removed".equals(cause.getMessage())) {
                return LOST;
            }
        }
        return OTHER;
    }

    /** The token's return code, or what the innermost cause says. */
    static String word(Throwable failure) {
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            innermost = cause;
            Matcher code = CODE.matcher(cause.getMessage() == null ? "" : cause.getMessage());
            if (code.find()) {
                return code.group();
            }
        }
        return innermost.getMessage() == null ? innermost.getClass().getSimpleName() : innermost.getMessage();
    }
}
