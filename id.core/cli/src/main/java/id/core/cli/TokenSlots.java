package id.core.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Provider;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens behind one library. Java opens a slot by its number only and tells labels nowhere but in what it prints
 * with the setting {@code showInfo}: so that is what is read here, without any PIN.
 */
final class TokenSlots {
    private static final Pattern TOKEN = Pattern
            .compile("Token info for token in slot (-?\\d+):\\R\\s*label: (.*)");
    private static final Pattern SLOTS = Pattern.compile("All slots: ([\\d, ]+)");

    private final List<Token> tokens = new ArrayList<>();

    /** One token. */
    record Token(long slot, String label) {
        @Override
        public String toString() {
            return label + " (slot " + slot + ")";
        }
    }

    TokenSlots(Provider provider, Path library) {
        int count = 1;
        for (int i = 0; i < count; i++) {
            String info = info(provider, library, i);
            Matcher slots = SLOTS.matcher(info);
            if (slots.find()) {
                count = slots.group(1).split(",").length;
            }
            Matcher token = TOKEN.matcher(info);
            if (token.find() && !token.group(2).isBlank()) {
                tokens.add(new Token(Long.parseLong(token.group(1)), token.group(2).strip()));
            }
        }
    }

    List<Token> tokens() {
        return List.copyOf(tokens);
    }

    private static String info(Provider provider, Path library, int index) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            provider.configure(KeyToken.configuration(library, "slotListIndex = " + index + "\nshowInfo = true"));
        } catch (ProviderException empty) {
            // A slot without a token that was made ready; the first one tells how many there are all the same.
            if (printed.size() == 0) {
                throw empty;
            }
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
