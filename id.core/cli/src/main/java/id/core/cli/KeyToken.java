package id.core.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.login.LoginException;

/**
 * A token that keeps its keys to itself, reached through PKCS#11.
 *
 * @param file
 *            the library of the token's maker, or a configuration of Java's PKCS#11 provider
 * @param slot
 *            the slot's id; null for the only token
 * @param label
 *            the token's label; null for the only token
 */
record KeyToken(Path file, Long slot, String label) {
    private static final int LOOK = 512;

    VendorKey key(String alias, Path pinFile, Output output) {
        Provider provider = open();
        char[] pin = SecretInput.TOKEN.read(pinFile, output);
        try {
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin);
            return VendorKey.of(store, alias, null, "The token");
        } catch (IOException | GeneralSecurityException | ProviderException refused) {
            if (isLogin(refused)) {
                throw CommandFailure.wrongUse("PIN_WRONG", "pin-file",
                        "The token does not take the PIN: after a few wrong ones it locks itself");
            }
            throw unusable(refused);
        } finally {
            Arrays.fill(pin, ' ');
        }
    }

    private static boolean isLogin(Throwable refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof LoginException) {
                return true;
            }
        }
        return false;
    }

    private Provider open() {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw CommandFailure.wrongUse("FILE_UNREADABLE", "pkcs11",
                    "The file " + file + " cannot be read: name the library of the token, such as softhsm2.so");
        }
        Provider provider = Security.getProvider("SunPKCS11");
        if (provider == null) {
            throw CommandFailure.wrongUse("JAVA_WITHOUT_TOKENS", "pkcs11",
                    "This Java cannot use tokens (it lacks the module jdk.crypto.cryptoki): run with a full JDK, set JAVA_HOME");
        }
        try {
            if (isLibrary()) {
                Path library = file.toAbsolutePath();
                return provider.configure(configuration(library, "slot = " + slotOf(new TokenSlots(provider, library))));
            }
            if (slot != null || label != null) {
                throw CommandFailure.wrongUse("WRONG_USE", "pkcs11",
                        file + " is a configuration, which says itself which slot: leave --slot and --token-label out");
            }
            return provider.configure(file.toString());
        } catch (InvalidParameterException noConfiguration) {
            // Its message repeats what is in the file, which may be anything.
            throw CommandFailure.wrongUse("TOKEN_UNUSABLE", "pkcs11", "The file " + file
                    + " is neither a library nor a configuration of Java's PKCS#11 provider (name = ..., library = ...)");
        } catch (IOException | ProviderException refused) {
            throw unusable(refused);
        }
    }

    static String configuration(Path library, String slot) {
        return "--name = idem\nlibrary = " + library + "\n" + slot + "\n";
    }

    /** A library is no text. */
    private boolean isLibrary() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            for (byte each : in.readNBytes(LOOK)) {
                if (each == 0) {
                    return true;
                }
            }
            return false;
        }
    }

    private long slotOf(TokenSlots slots) {
        if (slot != null) {
            return slot;
        }
        List<TokenSlots.Token> fitting = slots.tokens().stream()
                .filter(token -> label == null || token.label().equals(label)).toList();
        if (fitting.size() == 1) {
            return fitting.getFirst().slot();
        }
        String there = slots.tokens().isEmpty() ? "there is none"
                : "there are: " + String.join(", ", slots.tokens().stream().map(TokenSlots.Token::toString).toList());
        throw CommandFailure.wrongUse(fitting.isEmpty() ? "TOKEN_UNKNOWN" : "TOKEN_AMBIGUOUS", "token-label",
                (label == null ? "Choose the token with --token-label or --slot; "
                        : (fitting.isEmpty() ? "No token" : "More than one token") + " has the label " + label + "; ")
                        + there);
    }

    private CommandFailure unusable(Exception refused) {
        Throwable root = refused;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return CommandFailure.wrongUse("TOKEN_UNUSABLE", "pkcs11", "The token cannot be used through " + file + ": "
                + (root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage()));
    }
}
