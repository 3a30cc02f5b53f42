package id.plugins.keys.pkcs11;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a token by its label. Java opens a slot by its number only and tells labels nowhere but in what it prints with
 * the setting {@code showInfo}: so that is what is read here, without any PIN. What other threads print meanwhile goes
 * where it belongs.
 */
final class TokenFinder {
    private static final Pattern TOKEN = Pattern.compile("Token info for token in slot (-?\\d+):\\R\\s*label: (.*)");
    private static final Pattern SLOTS = Pattern.compile("All slots: ([\\d, ]+)");
    private static final ReentrantLock LISTENING = new ReentrantLock();

    private final TokenLibrary library;

    TokenFinder(TokenLibrary library) {
        this.library = library;
    }

    /** One token. */
    record Token(int slot, String label) {
        @Override
        public String toString() {
            return "\"" + label + "\" (slot " + slot + ")";
        }
    }

    /** The slot of the token with that label; without one, of the only token. */
    int slotOf(Optional<String> label) {
        List<Token> tokens = tokens();
        List<Token> fitting = tokens.stream().filter(token -> label.map(token.label()::equals).orElse(true)).toList();
        if (fitting.size() == 1) {
            return fitting.getFirst().slot();
        }
        String there = tokens.isEmpty()
                ? "there is none: initialize one"
                : "there are " + String.join(", ", tokens.stream().map(Token::toString).toList());
        String what = fitting.isEmpty() ? "No token" : "More than one token";
        throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "tokenLabel", what
                + label.map(text -> " has the label \"" + text + "\"").orElse(" is usable without its label") + "; "
                + there);
    }

    private List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        int count = 1;
        for (int i = 0; i < count; i++) {
            String info = info(i);
            Matcher slots = SLOTS.matcher(info);
            if (slots.find()) {
                count = slots.group(1).split(",").length;
            }
            Matcher token = TOKEN.matcher(info);
            if (token.find() && !token.group(2).isBlank()) {
                tokens.add(new Token(Integer.parseInt(token.group(1)), token.group(2).strip()));
            }
        }
        return tokens;
    }

    private String info(int index) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        LISTENING.lock();
        PrintStream before = System.out;
        PrintStream listening = new PrintStream(new OwnOutput(heard, before, Thread.currentThread()), true,
                StandardCharsets.UTF_8);
        System.setOut(listening);
        try {
            library.configure("slotListIndex = " + index + "\nshowInfo = true\n");
        } catch (ProviderException empty) {
            // A slot without a token that was made ready; the first one tells how many there are all the same.
            if (heard.size() == 0) {
                throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "library", "The library " + library.path()
                        + " does not work (" + TokenFault.word(empty)
                        + "): see that it fits this machine and that its own settings are in order", empty);
            }
        } finally {
            if (System.out == listening) {
                System.setOut(before);
            }
            LISTENING.unlock();
        }
        return heard.toString(StandardCharsets.UTF_8);
    }

    /** Takes what one thread prints, and passes on what others print. */
    private static final class OwnOutput extends OutputStream {
        private final ByteArrayOutputStream own;
        private final PrintStream others;
        private final Thread owner;

        OwnOutput(ByteArrayOutputStream own, PrintStream others, Thread owner) {
            this.own = own;
            this.others = others;
            this.owner = owner;
        }

        @Override
        public void write(int value) {
            write(new byte[]{ (byte) value }, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (Thread.currentThread() == owner) {
                own.write(bytes, offset, length);
            } else {
                others.write(bytes, offset, length);
            }
        }

        @Override
        public void flush() {
            if (Thread.currentThread() != owner) {
                others.flush();
            }
        }
    }
}
