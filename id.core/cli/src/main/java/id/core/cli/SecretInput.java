package id.core.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A password or PIN: from a file, else from the environment, else typed at a terminal that does not show it. Never from
 * the command line, which every user of the machine can read.
 *
 * @param what
 *            what to ask for
 * @param option
 *            the option that names a file
 * @param variable
 *            the variable of the environment
 */
record SecretInput(String what, String option, String variable) {
    static final SecretInput KEY_STORE = new SecretInput("Password of the key store", "password-file",
            "IDEM_KEYSTORE_PASSWORD");
    static final SecretInput TOKEN = new SecretInput("PIN of the token", "pin-file", "IDEM_TOKEN_PIN");

    /** @param file
     *            its first line is the secret; null for none */
    char[] read(Path file, Output output) {
        char[] given = given(file);
        return given == null ? typed(what, output) : given;
    }

    /** The same for a secret that is new: typed twice. */
    char[] readNew(Path file, Output output) {
        char[] given = given(file);
        if (given != null) {
            return given;
        }
        char[] first = typed("New " + Character.toLowerCase(what.charAt(0)) + what.substring(1), output);
        if (!Arrays.equals(first, typed("Once more", output))) {
            throw CommandFailure.wrongUse("SECRET_DIFFERS", option, "The two are not the same: try again");
        }
        return first;
    }

    private char[] given(Path file) {
        if (file != null) {
            return firstLine(file);
        }
        String set = System.getenv(variable);
        return set == null || set.isEmpty() ? null : set.toCharArray();
    }

    private char[] firstLine(Path file) {
        try {
            String line = Files.readString(file).lines().findFirst().orElse("");
            if (!line.isEmpty()) {
                return line.toCharArray();
            }
        } catch (IOException unreadable) {
            throw CommandFailure.wrongUse("FILE_UNREADABLE", option,
                    "The file " + file + " cannot be read: check its name and rights");
        }
        throw CommandFailure.wrongUse("MISSING_VALUE", option, "The first line of " + file + " is empty");
    }

    private char[] typed(String prompt, Output output) {
        Console console = System.console();
        if (console == null || !isTerminal(console)) {
            throw CommandFailure.wrongUse("MISSING_VALUE", option, what + " is needed, and there is no terminal to ask at: give --"
                    + option + " FILE or set " + variable);
        }
        output.progressStream().print(prompt + ": ");
        output.progressStream().flush();
        char[] secret = console.readPassword();
        if (secret == null || secret.length == 0) {
            throw CommandFailure.wrongUse("MISSING_VALUE", option, "Nothing was typed");
        }
        return secret;
    }

    /** From Java 22 on there may be a console without a terminal, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
