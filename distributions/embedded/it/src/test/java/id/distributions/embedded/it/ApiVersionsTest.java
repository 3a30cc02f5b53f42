package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Constants;

/** Packages of the contract are exported with the versions that they declare: plugins are resolved by them. */
public class ApiVersionsTest {
    private static final Pattern VERSION = Pattern.compile("@Version\\(\"([0-9.]+)\"\\)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z.]+);");
    private static final Pattern EXPORT = Pattern.compile("(id\\.api[a-z.]*)((?:;[a-z]+:?=(?:\"[^\"]*\"|[^;,]*))*)(?:,|$)");
    private static final Pattern EXPORTED_VERSION = Pattern.compile(";version=\"?([0-9.]+)");

    @Test
    public void everyPackageIsExportedWithItsVersion() throws Exception {
        Map<String, String> exported = exported();
        Map<String, String> declared = declared();
        assertTrue("packages are found: " + declared, declared.size() > 15 && declared.containsValue("1.1.0"));
        assertEquals(declared, exported);
    }

    private static Map<String, String> declared() throws Exception {
        Map<String, String> versions = new TreeMap<>();
        try (Stream<Path> files = Files.walk(new SourceTree().path("id.api/src/main/java"))) {
            for (Path file : files.filter(each -> each.endsWith("package-info.java")).toList()) {
                String text = Files.readString(file);
                Matcher version = VERSION.matcher(text);
                Matcher name = PACKAGE.matcher(text);
                if (version.find() && name.find()) {
                    versions.put(name.group(1), version.group(1));
                }
            }
        }
        return versions;
    }

    private static Map<String, String> exported() throws Exception {
        Map<String, String> versions = new TreeMap<>();
        try (Stream<Path> jars = Files.walk(new AssembledFolder().path())) {
            Path api = jars.filter(each -> each.getFileName().toString().matches("id\\.api-[0-9].*\\.jar")).findFirst().orElseThrow();
            try (JarFile jar = new JarFile(api.toFile())) {
                Matcher export = EXPORT.matcher(jar.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE));
                while (export.find()) {
                    Matcher version = EXPORTED_VERSION.matcher(export.group(2));
                    versions.put(export.group(1), version.find() ? version.group(1) : "none");
                }
            }
        }
        return versions;
    }
}
