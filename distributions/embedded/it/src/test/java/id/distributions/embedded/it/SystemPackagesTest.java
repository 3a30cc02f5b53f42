package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.Test;
import org.osgi.framework.Constants;

/** What the framework offers of Java and of itself is what somebody needs, package by package. */
public class SystemPackagesTest {
    private static final String CLAUSES = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";
    private static final String TABLE = "id/core/plugins/gate/plugin-packages.properties";

    @Test
    public void nothingIsOfferedThatNobodyMayWant() throws IOException {
        Properties table = new Properties();
        Set<String> wanted = new HashSet<>();
        Set<String> bundles = new HashSet<>();
        AssembledFolder folder = new AssembledFolder();
        for (Path jar : Stream.concat(folder.systemJars().stream(), AssembledFolder.jars(folder.path().resolve("bench")).stream())
                .toList()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                wanted.addAll(packages(file, Constants.IMPORT_PACKAGE));
                bundles.addAll(packages(file, Constants.EXPORT_PACKAGE));
                ZipEntry entry = file.getEntry(TABLE);
                if (entry != null) {
                    table.load(new InputStreamReader(file.getInputStream(entry), StandardCharsets.UTF_8));
                }
            }
        }
        Set<String> offered = new TreeSet<>();
        for (String property : new String[]{ Constants.FRAMEWORK_SYSTEMPACKAGES, Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA }) {
            offered.addAll(names(folder.frameworkProperties(Path.of("home"), 0).get(property)));
        }
        Set<String> idle = new TreeSet<>(offered);
        idle.removeIf(name -> name.startsWith("java.") || wanted.contains(name) || table.containsKey(name));
        assertEquals("offered, but neither imported nor open to plugins", Set.of(), idle);
        Set<String> promised = new TreeSet<>(table.stringPropertyNames());
        promised.removeAll(offered);
        promised.removeAll(bundles);
        assertEquals("open to plugins, but offered by nobody", Set.of(), promised);
    }

    private static Set<String> packages(JarFile jar, String header) throws IOException {
        return names(jar.getManifest().getMainAttributes().getValue(header));
    }

    private static Set<String> names(String clauses) {
        Set<String> names = new HashSet<>();
        for (String clause : clauses == null ? new String[0] : clauses.split(CLAUSES)) {
            Arrays.stream(clause.split(";")).map(String::strip).filter(part -> !part.contains("=")).forEach(names::add);
        }
        return names;
    }
}
