package id.core.cli;

import java.util.List;

/** A command cannot go on: what to say and what to exit with. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient List<ApiError> errors;

    CommandFailure(int exitCode, List<ApiError> errors) {
        super(errors.isEmpty() ? "" : errors.getFirst().line());
        this.exitCode = exitCode;
        this.errors = List.copyOf(errors);
    }

    static CommandFailure wrongUse(String code, String field, String message) {
        return new CommandFailure(ExitCode.WRONG_USE, List.of(new ApiError(code, field, message)));
    }

    static CommandFailure systemFailed(String code, String message) {
        return new CommandFailure(ExitCode.SYSTEM_FAILED, List.of(new ApiError(code, "", message)));
    }

    int exitCode() {
        return exitCode;
    }

    List<ApiError> errors() {
        return errors;
    }
}
