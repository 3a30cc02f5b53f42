package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

import org.junit.BeforeClass;
import org.junit.Test;
import org.osgi.framework.Constants;

/** Each library has one home: reads the manifests of the assembled bundles against the list of who may import what. */
public class LibraryHomesTest {
    /** Package prefix -> the bundles that may import it (a pattern over symbolic names). */
    private static final Map<String, Pattern> HOMES = homes();
    private static Map<String, Manifest> ours;

    private static Map<String, Pattern> homes() {
        Map<String, Pattern> homes = new LinkedHashMap<>();
        homes.put("org.apache.ibatis", Pattern.compile("id\\.plugins\\.storage\\.sql"));
        homes.put("com.zaxxer.hikari", Pattern.compile("id\\.plugins\\.storage\\.sql"));
        homes.put("org.osgi.service.jdbc", Pattern.compile("id\\.plugins\\.storage\\.sql"));
        homes.put("javax.sql", Pattern.compile("id\\.plugins\\.storage\\.sql"));
        homes.put("org.bouncycastle", Pattern.compile("id\\.core\\.security|id\\.plugins\\.keys\\..+"));
        homes.put("com.nimbusds", Pattern.compile("id\\.core\\.(security|partner|access)"));
        homes.put("jakarta.ws.rs", Pattern.compile("id\\.core\\.http\\..+"));
        homes.put("jakarta.servlet", Pattern.compile("id\\.core\\.http\\..+"));
        homes.put("org.osgi.service.jakartars", Pattern.compile("id\\.core\\.http\\..+"));
        homes.put("org.osgi.service.servlet", Pattern.compile("id\\.core\\.http\\..+"));
        homes.put("com.machinezoo", Pattern.compile("nobody: it travels inside"));
        homes.put("io.github.resilience4j", Pattern.compile("nobody: it travels inside"));
        homes.put("io.github.bucket4j", Pattern.compile("nobody: it travels inside"));
        homes.put("org.HdrHistogram", Pattern.compile("nobody: it travels inside"));
        homes.put("io.prometheus", Pattern.compile("nobody: it travels inside"));
        homes.put("io.grpc", Pattern.compile("nobody: it travels inside"));
        homes.put("io.netty", Pattern.compile("nobody: it travels inside"));
        homes.put("org.apache.pdfbox", Pattern.compile("id\\.plugins\\.printers\\..+"));
        homes.put("com.google.zxing", Pattern.compile("id\\.plugins\\.printers\\..+"));
        homes.put("jakarta.mail", Pattern.compile("id\\.plugins\\.notifiers\\..+"));
        homes.put("org.eclipse.angus", Pattern.compile("id\\.plugins\\.notifiers\\..+"));
        homes.put("org.eclipse.jetty", Pattern.compile("id\\.core\\.http\\.connector"));
        homes.put("org.apache.felix.http", Pattern.compile("id\\.core\\.http\\.connector"));
        homes.put("org.osgi.service.log", Pattern.compile("id\\.core\\.logging"));
        return homes;
    }

    @BeforeClass
    public static void readManifests() throws IOException {
        ours = new HashMap<>();
        List<Path> jars = new ArrayList<>(new AssembledFolder().systemJars());
        jars.addAll(AssembledFolder.jars(new AssembledFolder().path().resolve("bench")));
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                Manifest manifest = file.getManifest();
                String name = manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
                if (name.startsWith("id.")) {
                    ours.put(name.split(";")[0], manifest);
                }
            }
        }
        assertTrue("no bundle found", ours.size() > 20);
    }

    @Test
    public void everyLibraryStaysAtHome() {
        Set<String> strays = new TreeSet<>();
        for (Map.Entry<String, Manifest> bundle : ours.entrySet()) {
            for (String imported : packages(bundle.getValue(), Constants.IMPORT_PACKAGE)) {
                HOMES.forEach((library, home) -> {
                    if ((imported + ".").startsWith(library + ".") && !home.matcher(bundle.getKey()).matches()) {
                        strays.add(bundle.getKey() + " imports " + imported);
                    }
                });
            }
        }
        assertEquals("imports that the architecture forbids", Set.of(), strays);
    }

    @Test
    public void onlyTheContractIsExported() {
        Set<String> exports = new TreeSet<>();
        for (Map.Entry<String, Manifest> bundle : ours.entrySet()) {
            for (String exported : packages(bundle.getValue(), Constants.EXPORT_PACKAGE)) {
                if (!bundle.getKey().equals("id.api")) {
                    exports.add(bundle.getKey() + " exports " + exported);
                }
            }
        }
        assertEquals("exports outside id.api", Set.of(), exports);
        assertFalse("id.api exports nothing", packages(ours.get("id.api"), Constants.EXPORT_PACKAGE).isEmpty());
    }

    @Test
    public void noBundleImportsAnothersInside() {
        Set<String> strays = new TreeSet<>();
        for (Map.Entry<String, Manifest> bundle : ours.entrySet()) {
            for (String imported : packages(bundle.getValue(), Constants.IMPORT_PACKAGE)) {
                if (imported.startsWith("id.core.") || imported.startsWith("id.plugins.")) {
                    strays.add(bundle.getKey() + " imports " + imported);
                }
            }
        }
        assertEquals("imports of another bundle's inside", Set.of(), strays);
    }

    @Test
    public void theContractNeedsNoLibrary() {
        Set<String> foreign = new TreeSet<>();
        for (String imported : packages(ours.get("id.api"), Constants.IMPORT_PACKAGE)) {
            if (!imported.startsWith("java.") && !imported.startsWith("javax.xml.") && !imported.startsWith("id.api")
                    && !imported.equals("org.osgi.util.promise")) {
                foreign.add(imported);
            }
        }
        assertEquals("imports of id.api", Set.of(), foreign);
    }

    /**
     * @return the names of all clauses: what stands before the first semicolon, commas inside quotes being no
     *         separators
     */
    private static Set<String> packages(Manifest manifest, String header) {
        String value = manifest.getMainAttributes().getValue(header);
        Set<String> names = new TreeSet<>();
        if (value != null) {
            for (String clause : value.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
                names.add(clause.split(";")[0].strip());
            }
        }
        return names;
    }
}
