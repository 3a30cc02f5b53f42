package id.core.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.naming.ldap.Rdn;

/**
 * Makes a key and a certificate that signs itself, by the keytool that comes with every Java: the JDK has no interface
 * for making certificates. The tool writes into a folder of its own under a password that lives for a moment, so that the
 * vendor's password never leaves this process.
 *
 * @param name
 *            whose certificate it is
 * @param alias
 *            name of the key
 * @param days
 *            how long it is valid
 */
record KeyMaker(String name, String alias, int days) {
    private static final String VARIABLE = "IDEM_NEW_KEY";
    private static final int SECRET_BYTES = 24;

    VendorKey make() {
        try {
            Path folder = Files.createTempDirectory("idem-key");
            try {
                return make(folder.resolve("key.p12"));
            } finally {
                TemporaryHome.delete(folder);
            }
        } catch (IOException | GeneralSecurityException broken) {
            throw CommandFailure.systemFailed("KEY_NOT_MADE", "The key cannot be made: " + broken.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailure.systemFailed("INTERRUPTED", "The command was interrupted");
        }
    }

    private VendorKey make(Path file) throws IOException, GeneralSecurityException, InterruptedException {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        ProcessBuilder keytool = new ProcessBuilder(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
                        alias, "-keyalg", "EC", "-groupname", "secp256r1", "-sigalg", "SHA256withECDSA", "-validity",
                        Integer.toString(days), "-dname", "CN=" + Rdn.escapeValue(name), "-ext",
                        "KeyUsage:critical=digitalSignature", "-ext", "ExtendedKeyUsage=codeSigning", "-storetype", "PKCS12",
                        "-keystore", file.toString(), "-storepass:env", VARIABLE));
        keytool.environment().put(VARIABLE, secret);
        Process process = keytool.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw CommandFailure.systemFailed("KEY_NOT_MADE", "The key cannot be made: " + said);
        }
        return VendorKey.of(KeyStore.getInstance(file.toFile(), secret.toCharArray()), alias, secret.toCharArray(),
                file.toString());
    }
}
