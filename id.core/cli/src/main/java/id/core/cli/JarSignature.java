package id.core.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import jdk.security.jarsigner.JarSignerException;

/** Signs by the JDK's own tool. */
final class JarSignature {
    private static final int NAME = 8;

    private JarSignature() {}

    static void write(Path plain, VendorKey key, Path signed) throws IOException {
        try (ZipFile from = new ZipFile(plain.toFile()); OutputStream to = Files.newOutputStream(signed)) {
            JarSigner.Builder signer = new JarSigner.Builder(key.key(),
                    CertificateFactory.getInstance("X.509").generateCertPath(key.chain())).digestAlgorithm("SHA-256")
                    .signerName(name(key.alias()));
            if (key.provider() == null) {
                signer.signatureAlgorithm(key.signatureAlgorithm());
            } else {
                signer.signatureAlgorithm(key.signatureAlgorithm(), key.provider());
            }
            signer.build().sign(from, to);
        } catch (JarSignerException | GeneralSecurityException | IllegalArgumentException refused) {
            Throwable root = refused;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw CommandFailure.wrongUse("KEY_UNSUITABLE", "alias",
                    "The key " + key.alias() + " does not sign: " + root.getMessage());
        }
    }

    /** The name of the signature's files in the jar, as jarsigner makes it. */
    private static String name(String alias) {
        String name = alias.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_-]", "_");
        return name.substring(0, Math.min(name.length(), NAME));
    }
}
