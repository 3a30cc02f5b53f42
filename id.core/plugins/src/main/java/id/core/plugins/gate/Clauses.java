package id.core.plugins.gate;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a manifest header, parted outside of quotes. By hand: a pattern that counts quotes takes the square of the
 * header's length, and a stack as deep as there are quotes.
 */
final class Clauses {
    private Clauses() {}

    static List<String> of(String header, char separator) {
        List<String> clauses = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < header.length(); i++) {
            char letter = header.charAt(i);
            if (letter == '"') {
                quoted = !quoted;
            } else if (letter == separator && !quoted) {
                clauses.add(header.substring(start, i));
                start = i + 1;
            }
        }
        clauses.add(header.substring(start));
        return clauses;
    }
}
