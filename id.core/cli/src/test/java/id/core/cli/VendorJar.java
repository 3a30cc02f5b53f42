package id.core.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A plugin as a vendor's build makes it. */
final class VendorJar {
    static final String MANIFEST = "META-INF/MANIFEST.MF";
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** A notifier. */
    VendorJar() {
        with(MANIFEST, "Manifest-Version: 1.0\r\nBundle-ManifestVersion: 2\r\nBundle-SymbolicName: com.example.sms\r\n"
                + "Service-Component: OSGI-INF/sms.xml\r\nImport-Package: id.api.notification\r\n\r\n");
        with("OSGI-INF/sms.xml", "<?xml version=\"1.0\"?><scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\""
                + " name=\"a\"><service><provide interface=\"id.api.notification.Notifier\"/></service></scr:component>");
        with("com/example/", "");
        with("com/example/Sms.class", "class " + "of a notifier ".repeat(40));
    }

    VendorJar with(String name, String content) {
        files.put(name, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    VendorJar without(String name) {
        files.remove(name);
        return this;
    }

    VendorJar header(String line) {
        return with(MANIFEST, new String(files.get(MANIFEST), StandardCharsets.UTF_8).replaceFirst("\r\n\r\n",
                "\r\n" + line + "\r\n\r\n"));
    }

    Path write(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    /** The same files as an odd tool writes them: the manifest last, comments, fields of its own, nothing packed. */
    Path writeOddly(Path file) throws IOException {
        byte[] manifest = files.remove(MANIFEST);
        files.put(MANIFEST, manifest);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setComment("made by an odd tool");
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                CRC32 sum = new CRC32();
                sum.update(each.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(each.getValue().length);
                entry.setCrc(sum.getValue());
                entry.setComment("odd");
                entry.setExtra(new byte[]{ 0x34, 0x12, 1, 0, 7 });
                zip.putNextEntry(entry);
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }
}
