package id.core.cli;

/** What a command ends with; the same for all. */
final class ExitCode {
    static final int DONE = 0;
    static final int NEGATIVE = 1;
    static final int WRONG_USE = 2;
    static final int SYSTEM_FAILED = 3;

    private ExitCode() {}
}
