package id.core.http.console;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.core.http.gate.OpenEndpoints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Test;

/** Every endpoint says whom it is for, and the documents tell of each and of no other. */
public class EndpointsTest {
    private static final List<String> DOCUMENTS = List.of("oauth", "station", "verification", "admin",
            "osia-enrollment-1.3.0", "osia-3rdparty-1.2.0", "osia-uin-1.2.0", "govstack-enrollment-1.0.0");
    /** In the published document, and not offered. */
    private static final Set<String> NOT_OFFERED = Set.of("POST /v1/identify", "GET /v1/identify/{taskID}");
    private static final Pattern PATH = Pattern.compile("^ {2}(/\\S*):$");
    private static final Pattern METHOD = Pattern.compile("^ {4}(get|put|post|patch|delete|head|options):$");
    private static final Pattern SCOPE = Pattern.compile("^ {8}- BearerAuth: \\[(\\S*)]$");

    private static byte[] read(String name) throws IOException {
        try (InputStream in = EndpointsTest.class.getResourceAsStream("/web/openapi/" + name + ".yaml")) {
            return in.readAllBytes();
        }
    }

    /** Operations with the scopes that the documents give them. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> operations = new TreeMap<>();
        for (String name : DOCUMENTS) {
            String path = null;
            String operation = null;
            for (String line : new String(read(name), StandardCharsets.UTF_8).split("\\R")) {
                if (line.equals("components:")) {
                    break;
                }
                Matcher matcher = PATH.matcher(line);
                if (matcher.matches()) {
                    path = matcher.group(1);
                }
                matcher = METHOD.matcher(line);
                if (matcher.matches() && path != null) {
                    operation = matcher.group(1).toUpperCase(java.util.Locale.ROOT) + " " + path;
                    operations.put(operation, "");
                }
                matcher = SCOPE.matcher(line);
                if (matcher.matches()) {
                    operations.put(operation, matcher.group(1));
                }
            }
        }
        return operations;
    }

    @Test
    public void everyEndpointNamesItsScopeOrIsOneOfTheOpenOnes() throws Exception {
        List<Endpoint> all = Endpoint.all();
        assertTrue("the walk finds endpoints: " + all.size(), all.size() > 40);
        for (Endpoint endpoint : all) {
            assertTrue(endpoint.operation() + " says nobody whom it is for",
                    endpoint.open() || !endpoint.scope().isEmpty());
            assertFalse(endpoint.operation() + " is open and asks for a scope",
                    endpoint.open() && !endpoint.scope().isEmpty());
        }
        Set<String> open = all.stream().filter(Endpoint::open)
                .map(endpoint -> endpoint.operation().substring(endpoint.operation().indexOf(' ') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals("the open endpoints are exactly these", new TreeSet<>(OpenEndpoints.PATHS), open);
    }

    @Test
    public void documentsTellOfEveryEndpointAndOfNoOther() throws Exception {
        Set<String> documented = new TreeSet<>(documented().keySet());
        documented.removeAll(NOT_OFFERED);
        Set<String> offered = Endpoint.all().stream().map(Endpoint::operation)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(documented, offered);
    }

    @Test
    public void documentsNameTheScopesThatAreAskedFor() throws Exception {
        Map<String, String> documented = documented();
        for (Endpoint endpoint : Endpoint.all()) {
            String scope = documented.get(endpoint.operation());
            if (scope != null && !scope.isEmpty()) {
                assertEquals(endpoint.operation(), scope.replace("ATTRIBUTESETNAME", "{attributeSetName}"),
                        endpoint.scope());
            }
        }
    }

    @Test
    public void publishedDocumentsAreUnchanged() throws Exception {
        Map<String, String> digests = Map.of("osia-enrollment-1.3.0",
                "88bf751327ddf2f549fc307907c17bf566c144fb3d4527339b669a720553b28d", "osia-3rdparty-1.2.0",
                "bbf8c7fa0cdbda0201104ed7ebcb1293b859d9be129a0d3aa09e4e2afdd80deb", "osia-uin-1.2.0",
                "9a5719ba5dc4130ba3855cbe9da97ac66ac2a6f6a14bd7cbd18e705f99085235");
        for (Map.Entry<String, String> published : digests.entrySet()) {
            assertEquals(published.getKey(), published.getValue(),
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(read(published.getKey()))));
        }
    }
}
