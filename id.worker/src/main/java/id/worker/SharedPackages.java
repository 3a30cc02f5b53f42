package id.worker;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;

/**
 * What the plugin's framework takes from the class path of the process: the contract, and the interfaces of the
 * services that this end of the line speaks to. Their versions are those that the jars on the class path declare.
 */
final class SharedPackages {
    private static final Pattern SHARED = Pattern
            .compile("id\\.api\\..+|org\\.osgi\\.(util\\.(promise|function)|service\\.(cm|component)(\\..+)?)");
    private static final Pattern CLAUSE = Pattern.compile("([\\w.]+)((?:;[^,;\"]+(?:\"[^\"]*\")?)*),?");
    private static final Pattern VERSION = Pattern.compile(";\\s*version\\s*(?::\\w+)?=\\s*\"?([\\w.]+)");
    private static final List<String> LOG = List.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi");
    private static final String BRIDGE = "org.slf4j.bridge;version=2.0.20";

    private SharedPackages() {}

    static Map<String, String> properties(Path storage) {
        List<String> shared = new ArrayList<>(List.of("sun.misc", BRIDGE));
        for (String log : LOG) {
            shared.add(log + ";version=1.7.36");
            shared.add(log + ";version=2.0.20");
        }
        try {
            for (URL manifest : Collections.list(SharedPackages.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
                shared.addAll(exported(manifest));
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException("The class path cannot be read", unreadable);
        }
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.resolve("framework").toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BOOTDELEGATION, "");
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, String.join(",", shared));
        properties.put("felix.log.level", "1");
        properties.put("org.apache.felix.log.maxSize", "0");
        return properties;
    }

    private static List<String> exported(URL manifest) throws IOException {
        List<String> found = new ArrayList<>();
        try (var in = manifest.openStream()) {
            Attributes main = new Manifest(in).getMainAttributes();
            String exports = main.getValue(Constants.EXPORT_PACKAGE);
            Matcher clauses = CLAUSE.matcher(exports == null ? "" : exports);
            while (clauses.find()) {
                Matcher version = VERSION.matcher(clauses.group(2));
                if (SHARED.matcher(clauses.group(1)).matches() && version.find()) {
                    found.add(clauses.group(1) + ";version=" + version.group(1));
                }
            }
        }
        return found;
    }
}
