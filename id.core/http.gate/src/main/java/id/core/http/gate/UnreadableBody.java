package id.core.http.gate;

import java.io.IOException;

/**
 * A body that could not be read to its end: the client cut the line, was too slow, or announced more than it sent. Stays an
 * {@link IOException}, since who takes a body piece by piece keeps what came; where nobody does, the answer is BODY_UNREADABLE.
 */
final class UnreadableBody extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableBody(Throwable cause) {
        super("The body could not be read to its end", cause);
    }

    /** Whether that is what something was thrown for. */
    static boolean isCauseOf(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
            if (cause instanceof UnreadableBody) {
                return true;
            }
        }
        return false;
    }
}
