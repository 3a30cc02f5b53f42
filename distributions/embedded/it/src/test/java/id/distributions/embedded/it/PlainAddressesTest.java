package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/**
 * Addresses are kept by proxies and browsers: what they may hold is listed here, and is nothing of a person. OSIA's interface
 * for third parties names the person in its addresses, as its standard has it; a country that does not want that leaves the
 * bundle out.
 */
public class PlainAddressesTest {
    private static final Pattern PARAMETER = Pattern.compile("(?:@(?:Query|Path|Matrix)Param\\(|single\\(query, )\"([^\"]*)\"\\)");
    private static final Pattern WHOLE = Pattern.compile("getQueryParameters\\(|getRequestUri\\(|getQueryString\\(|getRawQuery\\(");
    /** What the names of parameters stand for. */
    private static final Map<String, String> PLAIN = new TreeMap<>(Map.ofEntries(Map.entry("id", "a random id"),
            Map.entry("enrollmentId", "an id that the sender chose"), Map.entry("bufferId", "a random id"),
            Map.entry("transactionId", "an id that the caller chose"),
            Map.entry("name", "a plugin, a set of attributes or an account"), Map.entry("attributeSetName", "a set of attributes"),
            Map.entry("attributes", "names of attributes"), Map.entry("identifierType", "a kind"), Map.entry("action", "a verb"),
            Map.entry("version", "of a plugin"), Map.entry("file", "the name of a jar"), Map.entry("limit", "a number"),
            Map.entry("after", "a place in the trail"),
            Map.entry("offset", "a number"), Map.entry("finalize", "yes or no"),
            Map.entry("verificationProofRequired", "yes or no"),
            Map.entry("code", "of a provider: good once, and of no use without its browser"),
            Map.entry("state", "of a log-in: good once"), Map.entry("iss", "the address of the provider")));

    private static Map<String, Set<String>> parameters() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Path file : new SourceTree().java("src/main/java")) {
            Matcher parameter = PARAMETER.matcher(Files.readString(file));
            while (parameter.find()) {
                found.computeIfAbsent(parameter.group(1), name -> new TreeSet<>()).add(file.getFileName().toString());
            }
        }
        return found;
    }

    @Test
    public void noAddressOfOursHoldsAnythingOfAPerson() throws IOException {
        Map<String, Set<String>> unknown = new TreeMap<>(parameters());
        unknown.keySet().removeAll(PLAIN.keySet());
        assertEquals("say here what a parameter of an address stands for, or send it in the body",
                Map.of("identifier", Set.of("ThirdPartyResource.java")), unknown);
    }

    /** Whoever reads all of them at once would not be seen above. */
    @Test
    public void nobodyElseTakesAddressesApart() throws IOException {
        Set<String> readers = new TreeSet<>();
        for (Path file : new SourceTree().java("src/main/java")) {
            if (WHOLE.matcher(Files.readString(file)).find()) {
                readers.add(file.getFileName().toString());
            }
        }
        assertEquals(Set.of("OnceOnly.java", "ProviderLoginResource.java"), readers);
    }

    @Test
    public void whatIsListedIsThere() throws IOException {
        Set<String> gone = new TreeSet<>(PLAIN.keySet());
        gone.removeAll(parameters().keySet());
        assertEquals(Set.of(), gone);
    }
}
