package id.distributions.embedded.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;

/** One version of a vendor's plugin, packed from classes of these tests and jars of the distribution. */
final class VendorJar {
    private static final Pattern CLAUSE = Pattern.compile("([^,;\"]+)((?:;[^,;\"]+(?:\"[^\"]*\")?)*)");
    private static final String OWN = "com/example/vendor/";

    private final VendorKind kind;
    private final String version;
    private final Map<String, byte[]> content = new TreeMap<>();
    private final Map<String, String> imports = new LinkedHashMap<>();
    private String moreImports = "";
    private String moreReferences = "";
    private boolean failing;

    VendorJar(VendorKind kind, String version) throws IOException {
        this.kind = kind;
        this.version = version;
        own("Life");
        own("Life$Call");
        own(kind.componentName().substring(kind.componentName().lastIndexOf('.') + 1));
        imports.put("org.osgi.util.promise", "");
        for (String api : List.of("biometric", "device", "enrollment", "error", "identity", "matching", "notification",
                "printer", "storage", "value", "verification")) {
            imports.put("id.api." + api, ";version=\"[1.0,2)\"");
        }
        for (String embedded : kind.embedded()) {
            embed(embedded);
        }
        imports.keySet().removeAll(packages());
        // PDFBox can do without it, and a plugin needs a grant for it.
        imports.remove("sun.misc");
    }

    VendorKind kind() {
        return kind;
    }

    String version() {
        return version;
    }

    /** It also asks for a package. */
    VendorJar importing(String aPackage) {
        moreImports = "," + aPackage;
        return this;
    }

    /** Its component also waits for a service. */
    VendorJar waitingFor(String service) {
        moreReferences = "<reference name=\"missing\" interface=\"" + service + "\"/>";
        return this;
    }

    /** Its component throws when it is started: the folder that it is set to cannot be made. */
    VendorJar failing() {
        failing = true;
        return this;
    }

    byte[] bytes(Path home) throws IOException {
        String description = "OSGI-INF/" + kind.componentName() + ".xml";
        Path root = failing ? Path.of("/dev/null") : home;
        content.put(description, kind.description(version, root, moreReferences).getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out, manifest(description))) {
            jar.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, byte[]> file : content.entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue());
                jar.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private Manifest manifest(String description) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", kind.plugin());
        main.putValue("Bundle-Version", version);
        main.putValue("Service-Component", description);
        main.putValue("Provide-Capability", "id.plugin;kind=" + kind.capability());
        main.putValue("Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.4.0)(!(version>=2.0.0)))\"");
        List<String> clauses = new ArrayList<>();
        imports.forEach((name, attributes) -> clauses.add(name + attributes));
        main.putValue("Import-Package", String.join(",", clauses) + moreImports);
        return manifest;
    }

    private void own(String type) throws IOException {
        String entry = OWN + type + ".class";
        try (InputStream in = VendorJar.class.getClassLoader().getResourceAsStream(entry)) {
            content.put(entry, in.readAllBytes());
        }
    }

    private void embed(String name) throws IOException {
        Pattern file = Pattern.compile(Pattern.quote(name) + "-[0-9].*\\.jar");
        Path path = new AssembledFolder().systemJars().stream()
                .filter(jar -> file.matcher(jar.getFileName().toString()).matches()).findFirst().orElseThrow();
        try (JarFile jar = new JarFile(path.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements();) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/")
                        && !entry.getName().startsWith("OSGI-INF/")) {
                    content.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
                }
            }
            readImports(jar.getManifest().getMainAttributes().getValue("Import-Package"));
        }
    }

    private void readImports(String header) {
        Matcher clause = CLAUSE.matcher(header == null ? "" : header);
        while (clause.find()) {
            String name = clause.group(1).strip();
            boolean wanted = !clause.group(2).contains("resolution:=optional") || name.startsWith("org.slf4j");
            if (wanted && !name.startsWith("java.") && !name.startsWith("org.osgi.framework")) {
                imports.putIfAbsent(name, clause.group(2).replace(";resolution:=optional", ""));
            }
        }
    }

    private Set<String> packages() {
        Set<String> packages = new HashSet<>();
        for (String file : content.keySet()) {
            packages.add(file.substring(0, Math.max(0, file.lastIndexOf('/'))).replace('/', '.'));
        }
        return packages;
    }
}
