package id.core.plugins.gate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Who signed a jar: one signer, all of it. The JDK verifies the signature and each entry as it is read; what it lets
 * pass is checked here: entries without a signer, entries that went, a manifest that grew after it was signed.
 */
final class JarSignatures {
    private static final String FOLDER = "META-INF/";
    private static final List<String> DIGESTS = List.of("SHA-256", "SHA-384", "SHA-512");

    private final Path jar;
    private final ZipLayout layout;
    private final Manifest manifest;

    JarSignatures(Path jar, ZipLayout layout, Manifest manifest) {
        this.jar = jar;
        this.layout = layout;
        this.manifest = manifest;
    }

    /** The signer's certificate and those that lead to its root, as far as the jar has them; empty when nobody signed. */
    Optional<List<X509Certificate>> signer() throws Refusal {
        List<String> traces = layout.files().stream().map(ZipLayout.Entry::name).filter(JarSignatures::belongsToSignature)
                .toList();
        if (traces.isEmpty()) {
            if (manifest.getEntries().values().stream().anyMatch(JarSignatures::namesDigest)) {
                throw new Refusal(RefusalCode.SIGNATURE_STRIPPED,
                        "The jar was signed once, but its signature was taken out: get it from the vendor again");
            }
            return Optional.empty();
        }
        checkManifest(layout.content(signatureFile(traces)));
        for (String name : manifest.getEntries().keySet()) {
            if (!layout.has(name)) {
                throw new Refusal(RefusalCode.ENTRY_MISSING, "The signed jar had an entry " + name + " that is gone");
            }
        }
        return Optional.of(certificates(soleSigner()));
    }

    /** The one signature file among the two files of the one signature. */
    private static String signatureFile(List<String> traces) throws Refusal {
        List<String> files = traces.stream().filter(name -> hasEnding(name, ".SF")).toList();
        boolean odd = traces.stream().anyMatch(name -> name.toUpperCase(Locale.ROOT).startsWith(FOLDER + "SIG-"));
        if (files.size() > 1 || traces.size() > 2 || odd) {
            throw new Refusal(RefusalCode.SIGNED_TWICE, "The jar has more than one signature: one publisher answers for it");
        }
        if (files.size() != 1 || traces.size() != 2
                || traces.stream().map(name -> name.substring(0, name.lastIndexOf('.'))).distinct().count() != 1) {
            throw new Refusal(RefusalCode.SIGNATURE_BROKEN, "Half of the jar's signature is missing");
        }
        if (!traces.stream().allMatch(name -> name.equals(name.toUpperCase(Locale.ROOT)))) {
            throw new Refusal(RefusalCode.SIGNATURE_BROKEN, "The files of the signature are not named as signing names them");
        }
        return files.getFirst();
    }

    /** The JDK would be content with the sections that it knows and let others be added. */
    private void checkManifest(byte[] signatureFile) throws Refusal {
        Attributes signed = manifest(signatureFile).getMainAttributes();
        boolean found = false;
        for (String algorithm : DIGESTS) {
            String told = signed.getValue(algorithm + "-Digest-Manifest");
            if (told != null) {
                found = true;
                if (!told.equals(digest(algorithm, layout.content(JarFile.MANIFEST_NAME)))) {
                    throw new Refusal(RefusalCode.TAMPERED, "The manifest is not the one that was signed");
                }
            }
        }
        if (!found) {
            throw new Refusal(RefusalCode.SIGNATURE_BROKEN,
                    "The signature does not cover the whole manifest with SHA-256 or better: sign the jar anew");
        }
    }

    private CodeSigner soleSigner() throws Refusal {
        CodeSigner sole = null;
        String without = null;
        int seen = 0;
        try (JarFile file = new JarFile(jar.toFile(), true, JarFile.OPEN_READ, JarFile.baseVersion())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                seen++;
                try (InputStream in = file.getInputStream(entry)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                if (entry.isDirectory() || entry.getName().equals(JarFile.MANIFEST_NAME)
                        || belongsToSignature(entry.getName())) {
                    continue;
                }
                CodeSigner[] signers = entry.getCodeSigners();
                if (signers == null) {
                    without = entry.getName();
                } else if (signers.length != 1 || sole != null && !sole.equals(signers[0])) {
                    throw new Refusal(RefusalCode.SIGNED_TWICE, "More than one signer signed " + entry.getName());
                } else {
                    sole = signers[0];
                }
            }
        } catch (SecurityException tampered) {
            throw new Refusal(RefusalCode.TAMPERED, "An entry is not what was signed: " + tampered.getMessage());
        } catch (IOException | RuntimeException broken) {
            // The JDK's parsers meet forged signatures with exceptions of many kinds.
            throw new Refusal(RefusalCode.SIGNATURE_BROKEN, "The signature cannot be read: " + broken.getMessage());
        }
        if (sole == null) {
            throw new Refusal(RefusalCode.SIGNATURE_BROKEN,
                    "The signature does not verify, or by an algorithm or a certificate that does not do for signatures");
        }
        if (without != null) {
            throw new Refusal(RefusalCode.PARTLY_SIGNED, "The signature does not cover " + without);
        }
        if (seen != layout.entries().size()) {
            throw new Refusal(RefusalCode.AMBIGUOUS_JAR, "The jar can be read in two ways: Java sees other entries");
        }
        return sole;
    }

    private static List<X509Certificate> certificates(CodeSigner signer) {
        List<X509Certificate> chain = new ArrayList<>();
        signer.getSignerCertPath().getCertificates().forEach(link -> chain.add((X509Certificate) link));
        return chain;
    }

    /** As the JDK has it: files right in META-INF whose names say that they are a signature's. */
    static boolean belongsToSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith(FOLDER) && upper.indexOf('/', FOLDER.length()) < 0
                && (upper.startsWith(FOLDER + "SIG-") || hasEnding(upper, ".SF") || hasEnding(upper, ".RSA")
                        || hasEnding(upper, ".DSA") || hasEnding(upper, ".EC"));
    }

    private static boolean hasEnding(String name, String ending) {
        return name.toUpperCase(Locale.ROOT).endsWith(ending);
    }

    private static boolean namesDigest(Attributes section) {
        return section.keySet().stream().anyMatch(key -> key.toString().toUpperCase(Locale.ROOT).contains("-DIGEST"));
    }

    static Manifest manifest(byte[] text) throws Refusal {
        try {
            return new Manifest(new ByteArrayInputStream(text));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new Refusal(RefusalCode.NOT_A_BUNDLE, "The manifest cannot be read: " + unreadable.getMessage());
        }
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
