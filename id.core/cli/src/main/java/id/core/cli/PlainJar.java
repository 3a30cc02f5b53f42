package id.core.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A jar written anew before it is signed: the manifest first, no comments, no fields of other tools, no signature. The
 * gate of a system takes only jars that every program reads alike; build tools write others, with the same files.
 */
final class PlainJar {
    private static final String FOLDER = "META-INF/";
    private static final Set<String> BLOCKS = Set.of("SF", "RSA", "DSA", "EC");

    private PlainJar() {}

    /**
     * @param dropSignature
     *            whether a signature that is there may go; otherwise it is refused
     */
    static void write(Path jar, Path plain, boolean dropSignature) {
        try (ZipFile from = new ZipFile(jar.toFile()); ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(plain))) {
            List<? extends ZipEntry> entries = Collections.list(from.entries());
            boolean signed = entries.stream().anyMatch(entry -> isSignature(entry.getName()));
            if (signed && !dropSignature) {
                throw CommandFailure.wrongUse("ALREADY_SIGNED", "jar",
                        jar + " is signed already: sign the jar as it was built, or add --replace-signature");
            }
            ZipEntry manifest = manifest(entries).orElseThrow(() -> CommandFailure.wrongUse("NOT_A_BUNDLE", "jar",
                    jar + " has no " + JarFile.MANIFEST_NAME + ": build it as an OSGi bundle"));
            byte[] head = from.getInputStream(manifest).readAllBytes();
            put(manifest, JarFile.MANIFEST_NAME, signed ? withoutDigests(head) : head, to);
            Set<String> seen = new HashSet<>(Set.of(manifest.getName()));
            for (ZipEntry entry : entries) {
                if (entry == manifest || isSignature(entry.getName())) {
                    continue;
                }
                if (!seen.add(entry.getName())) {
                    throw CommandFailure.wrongUse("AMBIGUOUS_JAR", "jar",
                            jar + " has two entries " + entry.getName() + ": build it anew");
                }
                try (InputStream content = from.getInputStream(entry)) {
                    put(entry, entry.getName(), content.readAllBytes(), to);
                }
            }
        } catch (ZipException wrong) {
            throw CommandFailure.wrongUse("NOT_A_JAR", "jar", jar + " is no jar, or is cut short: build it anew");
        } catch (IOException | IllegalArgumentException unreadable) {
            throw CommandFailure.wrongUse("FILE_UNREADABLE", "jar", jar + " cannot be read to its end");
        }
    }

    private static Optional<? extends ZipEntry> manifest(List<? extends ZipEntry> entries) {
        return entries.stream().filter(entry -> entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME)).findFirst();
    }

    private static void put(ZipEntry from, String name, byte[] content, ZipOutputStream to) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        if (from.getTime() != -1) {
            entry.setTimeLocal(from.getTimeLocal());
        }
        if (from.isDirectory()) {
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(0);
            entry.setCrc(0);
        }
        to.putNextEntry(entry);
        to.write(content);
        to.closeEntry();
    }

    static boolean isSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith(FOLDER) && upper.indexOf('/', FOLDER.length()) < 0
                && (upper.startsWith(FOLDER + "SIG-") || BLOCKS.contains(upper.substring(upper.lastIndexOf('.') + 1)));
    }

    /** What the signature that goes wrote into the manifest. */
    private static byte[] withoutDigests(byte[] text) throws IOException {
        Manifest manifest = new Manifest(new ByteArrayInputStream(text));
        for (Attributes section : manifest.getEntries().values()) {
            section.keySet().removeIf(key -> key.toString().toUpperCase(Locale.ROOT).contains("-DIGEST"));
        }
        manifest.getEntries().values().removeIf(Attributes::isEmpty);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        manifest.write(out);
        return out.toByteArray();
    }
}
