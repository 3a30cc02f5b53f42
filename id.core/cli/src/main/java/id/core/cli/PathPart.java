package id.core.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Words of a command line as parts of a path. */
final class PathPart {
    private PathPart() {}

    static String of(String text) {
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw CommandFailure.wrongUse("INVALID_VALUE", "id", "An id has letters or digits");
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
