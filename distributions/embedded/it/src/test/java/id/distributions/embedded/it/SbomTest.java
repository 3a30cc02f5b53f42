package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

/** The bill of materials in the distribution names what is in it, byte by byte. */
public class SbomTest {
    @Test
    public void everyShippedJarStandsInItWithItsSum() throws Exception {
        Path folder = new AssembledFolder().path();
        JsonNode bill = new ObjectMapper().readTree(folder.resolve("sbom.cdx.json").toFile());
        assertEquals("CycloneDX", bill.path("bomFormat").asText());
        Set<String> sums = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (JsonNode component : bill.path("components")) {
            sums.add(component.path("hashes").path(0).path("content").asText());
            names.add(component.path("group").asText() + ":" + component.path("name").asText());
        }
        Set<String> missing = new TreeSet<>();
        int foreign = 0;
        for (Path jar : AssembledFolder.jars(folder)) {
            if (!jar.getFileName().toString().startsWith("id.")) {
                foreign++;
                if (!sums.contains(sum(jar))) {
                    missing.add(jar.getFileName().toString());
                }
            }
        }
        assertTrue("jars are there: " + foreign, foreign > 50);
        assertEquals(Set.of(), missing);
        assertTrue("what travels inside our bundles stands in it too", names.contains("com.machinezoo.sourceafis:sourceafis")
                && names.contains("io.grpc:grpc-netty"));
        assertTrue("what only tests use does not: " + names, !names.contains("junit:junit") && !names.contains("org.json:json"));
    }

    private static String sum(Path jar) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    }
}
