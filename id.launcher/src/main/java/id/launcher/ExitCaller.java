package id.launcher;

import java.util.Arrays;
import java.util.Optional;

/** Finds out who ended the process from within: code that calls {@code System.exit} waits in that call for the end. */
final class ExitCaller {
    private ExitCaller() {}

    /** Class and method of whoever called it, with the name of the thread; empty after a signal or an end of our own. */
    static Optional<String> find() {
        return Thread.getAllStackTraces().entrySet().stream().filter(entry -> isInExit(entry.getValue()))
                .flatMap(entry -> Arrays.stream(entry.getValue()).filter(frame -> !isOfJava(frame)).limit(1)
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName() + " on the thread " + entry.getKey().getName()))
                .filter(caller -> !caller.startsWith("id.launcher.")).findFirst();
    }

    private static boolean isInExit(StackTraceElement[] frames) {
        return Arrays.stream(frames)
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit"));
    }

    private static boolean isOfJava(StackTraceElement frame) {
        return frame.getClassName().startsWith("java.") || frame.getClassName().startsWith("jdk.");
    }
}
