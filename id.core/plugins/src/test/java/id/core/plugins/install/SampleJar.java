package id.core.plugins.install;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A vendor's jar, made of classes of these tests. */
final class SampleJar {
    static final String NAME = "com.example.plugin";

    private SampleJar() {}

    static byte[] of(String version, String behaviour) {
        return of(version, behaviour, "");
    }

    static byte[] of(String version, String behaviour, String moreImports) {
        return of(version, behaviour, moreImports, "notifier");
    }

    static byte[] of(String version, String behaviour, String moreImports, String kind) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", NAME);
        main.putValue("Bundle-Version", version);
        main.putValue("Bundle-Activator", "com.example.plugin.SampleActivator");
        main.putValue("Provide-Capability", "id.plugin;kind=" + kind);
        main.putValue("Import-Package", "id.api.notification,org.osgi.framework,org.osgi.util.promise" + moreImports);
        main.putValue("Sample", behaviour);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String type : new String[]{ "SampleActivator", "SampleActivator$SampleNotifier", "SampleEngine" }) {
                String entry = "com/example/plugin/" + type + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream in = SampleJar.class.getClassLoader().getResourceAsStream(entry)) {
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
