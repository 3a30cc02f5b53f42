package id.core.http.gate;

import id.api.error.IdentityException;

/** A throwable for the log: types and places, but of foreign exceptions no message, since those quote values. */
final class Trace extends Exception {
    private static final long serialVersionUID = 1L;

    private Trace(String message, Trace cause) {
        super(message, cause, false, true);
    }

    static Throwable withoutMessages(Throwable thrown) {
        return copy(thrown, 0);
    }

    private static Trace copy(Throwable thrown, int depth) {
        if (thrown == null || depth > 10) {
            return null;
        }
        String name = thrown.getClass().getName();
        Trace trace = new Trace(thrown instanceof IdentityException ? name + ": " + thrown.getMessage() : name,
                copy(thrown.getCause(), depth + 1));
        trace.setStackTrace(thrown.getStackTrace());
        return trace;
    }
}
