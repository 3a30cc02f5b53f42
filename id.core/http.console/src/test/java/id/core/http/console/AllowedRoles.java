package id.core.http.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The table that is kept by hand: whoever adds an endpoint says here whom it lets in, and how it treats places.
 *
 * @param place
 *            E: takes somebody who works everywhere; P: checks the place of what it touches; N: touches nothing of a
 *            place; O: open to everybody
 * @param roles
 *            who is let in
 */
record AllowedRoles(char place, Set<String> roles) {
    static Map<String, AllowedRoles> all() throws IOException {
        Map<String, AllowedRoles> table = new TreeMap<>();
        try (InputStream in = AllowedRoles.class.getResourceAsStream("/endpoint-roles.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.strip().split("\\s+");
                    Set<String> roles = new TreeSet<>(Set.of(parts).stream().filter(part -> !part.equals(parts[0])
                            && !part.equals(parts[1]) && !part.equals(parts[2])).toList());
                    table.put(parts[0] + " " + parts[1], new AllowedRoles(parts[2].charAt(0), roles));
                }
            }
        }
        return table;
    }
}
