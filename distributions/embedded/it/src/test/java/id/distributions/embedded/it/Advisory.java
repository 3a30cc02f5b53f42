package id.distributions.embedded.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.artifact.versioning.ComparableVersion;

/** A known weakness of libraries, as the OSV format tells it (https://ossf.github.io/osv-schema/). */
final class Advisory {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;

    Advisory(Path file) throws IOException {
        document = JSON.readTree(file.toFile());
    }

    Advisory(String json) throws IOException {
        document = JSON.readTree(json);
    }

    String id() {
        return document.path("id").asText();
    }

    /** @return {@code LOW}, {@code MODERATE}, {@code HIGH} or {@code CRITICAL}, empty where nobody says */
    String severity() {
        return document.path("database_specific").path("severity").asText();
    }

    /** @return where the document was read, empty where nobody says */
    String readFrom() {
        return document.path("database_specific").path("read_from").asText();
    }

    /** @return the libraries that it is about, {@code group:artifact} */
    Set<String> packages() {
        Set<String> names = new TreeSet<>();
        for (JsonNode affected : document.path("affected")) {
            if (affected.path("package").path("ecosystem").asText().equals("Maven")) {
                names.add(affected.path("package").path("name").asText());
            }
        }
        return names;
    }

    /** @return whether this version of the library has the weakness; one that was withdrawn is none */
    boolean affects(String name, String version) {
        if (document.has("withdrawn")) {
            return false;
        }
        ComparableVersion given = new ComparableVersion(version);
        for (JsonNode affected : document.path("affected")) {
            if (affected.path("package").path("name").asText().equals(name)
                    && affected.path("package").path("ecosystem").asText().equals("Maven") && within(affected, version, given)) {
                return true;
            }
        }
        return false;
    }

    private static boolean within(JsonNode affected, String version, ComparableVersion given) {
        for (JsonNode one : affected.path("versions")) {
            if (one.asText().equals(version)) {
                return true;
            }
        }
        for (JsonNode range : affected.path("ranges")) {
            if (!range.path("type").asText().equals("GIT") && within(range.path("events"), given)) {
                return true;
            }
        }
        return false;
    }

    /** Events are in the order of versions: a range opens by {@code introduced}, and closes by either of the others. */
    private static boolean within(JsonNode events, ComparableVersion given) {
        boolean in = false;
        for (JsonNode event : events) {
            if (event.has("introduced")) {
                in = in || event.path("introduced").asText().equals("0") || !before(given, event.path("introduced"));
            } else if (event.has("fixed")) {
                in = in && before(given, event.path("fixed"));
            } else if (event.has("last_affected")) {
                in = in && given.compareTo(new ComparableVersion(event.path("last_affected").asText())) <= 0;
            }
        }
        return in;
    }

    private static boolean before(ComparableVersion given, JsonNode version) {
        return given.compareTo(new ComparableVersion(version.asText())) < 0;
    }
}
