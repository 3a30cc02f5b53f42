package id.launcher;

/** The start cannot go on; the message is one line for the person at the terminal and names the mend. */
final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    StartFailure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
