package id.core.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Words of a command line as parts of a path. */
final class PathPart {
    private PathPart() {}

    static String of(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
