package id.core.plugins;

import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;
import id.api.error.IdentityException;
import id.api.plugin.PluginPaused;
import java.util.Arrays;
import java.util.Objects;

/**
 * Faults of foreign code as the core may keep, show and log them. Asks the fault itself, which is foreign code too: only
 * on a thread that a plugin may hold up.
 */
final class Faults {
    private static final int MAX_CAUSES = 8;
    private static final int MAX_FRAMES = 100;
    private static final int MAX_MESSAGE = 500;
    private static final int MAX_FIELD = 200;

    private Faults() {}

    /** The same classes and stack frames without the messages: those may quote what a person said. */
    static Throwable withoutMessages(Throwable fault) {
        return withoutMessages(fault, 0);
    }

    private static Throwable withoutMessages(Throwable fault, int depth) {
        if (fault == null || depth == MAX_CAUSES) {
            return null;
        }
        if (fault.getClass() == PluginPaused.class) {
            // Tells that a plugin behind was not called: callers look for it, and it holds nothing else.
            return fault;
        }
        Throwable cause = null;
        StackTraceElement[] frames = {};
        try {
            cause = fault.getCause();
            frames = fault.getStackTrace();
            frames = Arrays.copyOf(frames, Math.min(frames.length, MAX_FRAMES));
        } catch (Throwable alsoBroken) {
            // An exception can be broken itself: what it does not tell is left out.
            frames = frames == null ? new StackTraceElement[0] : frames;
        }
        Throwable bare = new Throwable(fault.getClass().getName(), withoutMessages(cause, depth + 1));
        bare.setStackTrace(Arrays.stream(frames).filter(Objects::nonNull).toArray(StackTraceElement[]::new));
        return bare;
    }

    /**
     * A coded error that holds nothing foreign any more: its code may be a class of the plugin, which would be asked on
     * threads of the core, and its text may have any length.
     */
    static IdentityException coded(IdentityException error) {
        IdentityException safe = new IdentityException(known(error.code()), line(error.field(), MAX_FIELD),
                line(error.getMessage(), MAX_MESSAGE), withoutMessages(error.getCause()));
        safe.setStackTrace(error.getStackTrace());
        return safe;
    }

    private static ErrorCode known(ErrorCode code) {
        Class<?> type = code.getClass();
        boolean ours = type.getClassLoader() == ErrorCode.class.getClassLoader() && type.getName().startsWith("id.api.");
        return ours ? code : TheirCode.of(code);
    }

    /** One line of at most {@code most} characters. */
    static String line(String text, int most) {
        String start = text.length() > most ? text.substring(0, most) + "..." : text;
        return start.replaceAll("\\p{Cntrl}+", " ");
    }

    /** What a vendor's code says of itself. */
    private record TheirCode(String name, int number, ErrorCategory category) implements ErrorCode {
        private static final int MAX_NAME = 64;

        /** A code that says nothing sensible is a fault of the plugin. */
        static ErrorCode of(ErrorCode code) {
            String name = code.name();
            ErrorCategory category = code.category();
            return new TheirCode(name == null || name.isBlank() ? "UNNAMED" : line(name, MAX_NAME), code.number(),
                    category == null ? ErrorCategory.INTERNAL : category);
        }
    }
}
