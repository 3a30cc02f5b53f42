package id.core.plugins;

/** Faults of foreign code as the log may show them. */
final class Faults {
    private static final int MAX_CAUSES = 8;

    private Faults() {}

    /** The same classes and stack frames without the messages: those may quote what a person said. */
    static Throwable withoutMessages(Throwable fault) {
        return withoutMessages(fault, 0);
    }

    private static Throwable withoutMessages(Throwable fault, int depth) {
        if (fault == null || depth == MAX_CAUSES) {
            return null;
        }
        Throwable bare = new Throwable(fault.getClass().getName(), withoutMessages(fault.getCause(), depth + 1));
        bare.setStackTrace(fault.getStackTrace());
        return bare;
    }
}
