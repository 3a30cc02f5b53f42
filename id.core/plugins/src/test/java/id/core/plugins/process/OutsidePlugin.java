package id.core.plugins.process;

import id.core.plugins.gate.Grant;
import id.core.plugins.gate.PluginGate;
import id.core.plugins.install.InstalledPlugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A vendor's jar, made of classes of these tests. */
record OutsidePlugin(InstalledPlugin installed, Path jar) {
    static final String NAME = "com.example.outside";
    private static final String IMPORTS = "id.api.biometric,id.api.enrollment,id.api.error,id.api.matching,id.api.security,id.api.notification;version=\"[1.0,2)\","
            + "id.api.value,org.osgi.framework,org.osgi.util.promise,sun.misc";

    /** With its activator. */
    static OutsidePlugin active(Path folder) throws IOException {
        return active(folder, "1.2.3");
    }

    /** The same in a version, which is the ranking of its services too. */
    static OutsidePlugin active(Path folder, String version, Grant... grants) throws IOException {
        return of(folder, version, Map.of("Bundle-Activator", "com.example.outside.OutsideActivator"), Map.of(),
                Set.of("notifier", "stage"),
                grants);
    }

    static OutsidePlugin of(Path folder, String version, Map<String, String> headers, Map<String, String> files, Set<String> kinds,
            Grant... grants)
            throws IOException {
        byte[] bytes = bytes(version, headers, files);
        String sha256 = PluginGate.sha256(bytes);
        Path jar = Files.write(folder.resolve(sha256 + ".jar"), bytes);
        return new OutsidePlugin(new InstalledPlugin(NAME, version, sha256, Optional.of("example"), kinds, Set.of(grants)), jar);
    }

    private static byte[] bytes(String version, Map<String, String> headers, Map<String, String> files) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", NAME);
        main.putValue("Bundle-Version", version);
        main.putValue("Import-Package", IMPORTS);
        headers.forEach(main::putValue);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String type : new String[]{ "OutsideActivator", "OutsideNotifier", "OutsideNotifier$Code", "OutsideStage",
                    "OutsideComponent", "OutsideComponent$Config" }) {
                String entry = "com/example/outside/" + type + ".class";
                try (InputStream in = OutsidePlugin.class.getClassLoader().getResourceAsStream(entry)) {
                    if (in != null) {
                        jar.putNextEntry(new JarEntry(entry));
                        in.transferTo(jar);
                        jar.closeEntry();
                    }
                }
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                jar.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
