package id.core.plugins.gate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import jdk.security.jarsigner.JarSigner;

/** A vendor's jar as a list of entries, written and signed by the tools of the JDK. */
public record TestJar(Map<String, byte[]> entries) {
    static final String MANIFEST = "META-INF/MANIFEST.MF";
    static final String COMPONENT = "OSGI-INF/com.example.Sms.xml";

    public TestJar {
        entries = new LinkedHashMap<>(entries);
    }

    /** A bundle with one component that is a notifier. */
    static TestJar plugin(String name) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(MANIFEST, text("Manifest-Version: 1.0\r\nBundle-ManifestVersion: 2\r\nBundle-SymbolicName: " + name
                + "\r\nService-Component: OSGI-INF/*.xml\r\nImport-Package: id.api.notification\r\n\r\n"));
        entries.put(COMPONENT, component("id.api.notification.Notifier"));
        entries.put("com/example/", new byte[0]);
        entries.put("com/example/Sms.class", text("class of " + name + " ".repeat(300) + name.hashCode()));
        entries.put("com/example/Line.class", text("line of " + name));
        return new TestJar(entries);
    }

    static byte[] component(String service) {
        return text("<?xml version=\"1.0\"?><scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"a\">"
                + "<service><provide interface=\"" + service + "\"/></service></scr:component>");
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    TestJar with(String name, byte[] content) {
        TestJar copy = new TestJar(entries);
        copy.entries.put(name, content);
        return copy;
    }

    TestJar without(String name) {
        TestJar copy = new TestJar(entries);
        copy.entries.remove(name);
        return copy;
    }

    /** One more line in the main section of the manifest. */
    TestJar header(String line) {
        String manifest = new String(entries.get(MANIFEST), StandardCharsets.UTF_8);
        return with(MANIFEST, text(manifest.replaceFirst("\r\n", "\r\n" + line + "\r\n")));
    }

    /** More packages in its import. */
    TestJar imports(String packages) {
        String manifest = new String(entries.get(MANIFEST), StandardCharsets.UTF_8);
        return with(MANIFEST, text(manifest.replaceFirst("Import-Package: ", "Import-Package: " + packages + ",\r\n ")));
    }

    byte[] bytes() throws IOException {
        return bytes(6);
    }

    byte[] bytes(int level) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(level);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTime(1_700_000_000_000L);
                zip.putNextEntry(header);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    byte[] signed(TestAuthority signer, String name) throws Exception {
        return sign(bytes(), signer, name);
    }

    public static byte[] sign(byte[] jar, TestAuthority signer, String name) throws Exception {
        Path file = Files.createTempFile("to-sign", ".jar");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipFile zip = new ZipFile(Files.write(file, jar).toFile())) {
            new JarSigner.Builder(signer.keys().getPrivate(), signer.path()).digestAlgorithm("SHA-256").signerName(name)
                    .build().sign(zip, out);
        } finally {
            Files.delete(file);
        }
        return out.toByteArray();
    }

    /** The entries in the order of the file. */
    static TestJar of(byte[] jar) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return new TestJar(entries);
    }
}
