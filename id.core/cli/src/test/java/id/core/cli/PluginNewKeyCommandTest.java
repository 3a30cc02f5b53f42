package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code plugin new-key}. */
public class PluginNewKeyCommandTest {
    private static final String PASSWORD = "pässwörd with spaces";

    @Rule public final TemporaryFolder folder = new TemporaryFolder();
    private Path passwordFile;
    private Path store;

    @Before
    public void writePassword() throws IOException {
        passwordFile = Files.writeString(folder.getRoot().toPath().resolve("password"), PASSWORD);
        store = folder.getRoot().toPath().resolve("acme.p12");
    }

    private Cli.Result make(String name, String... more) {
        String[] fixed = { "plugin", "new-key", "--name", name, "--out", store.toString(), "--password-file",
                passwordFile.toString() };
        String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return Cli.run(all);
    }

    @Test
    public void theKeyIsForCodeAndForItsOwnerAlone() throws Exception {
        Cli.Result words = make("Acme, \"Söhne\" & Co");
        assertEquals(words.toString(), ExitCode.DONE, words.exitCode());
        assertEquals("", words.err());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(store)));
        KeyStore read = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        X509Certificate certificate = (X509Certificate) read.getCertificate("acme-s-hne-co");
        assertTrue(read.isKeyEntry("acme-s-hne-co"));
        assertEquals("CN=Acme\\, \\\"Söhne\\\" & Co", certificate.getSubjectX500Principal().getName());
        assertEquals(List.of("1.3.6.1.5.5.7.3.3"), certificate.getExtendedKeyUsage());
        assertTrue(certificate.getKeyUsage()[0]);
        assertEquals("no certification authority", -1, certificate.getBasicConstraints());
        try (InputStream pem = Files.newInputStream(store.resolveSibling("acme.pem"))) {
            assertEquals(certificate, CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        List<String> lines = words.out().lines().toList();
        assertTrue(words.out(), lines.contains("  SHA-256 " + SignerReport.fingerprint(certificate)));
        assertTrue(words.out(), lines.contains("  acme-s-hne-co.roots=acme.pem"));
        assertFalse(words.out(), words.out().contains(PASSWORD));
    }

    @Test
    public void itIsTold() {
        Cli.Result json = make("Acme", "--days", "30", "--json");
        assertEquals(json.toString(), ExitCode.DONE, json.exitCode());
        assertEquals("acme", json.json().path("publisher").asText());
        assertEquals(store.toString(), json.json().path("keystore").asText());
        assertEquals(store.resolveSibling("acme.pem").toString(), json.json().path("certificate").asText());
    }

    @Test
    public void aKeyThatIsThereIsNeverReplaced() throws IOException {
        assertEquals(ExitCode.DONE, make("Acme").exitCode());
        byte[] before = Files.readAllBytes(store);
        refused("FILE_EXISTS", make("Acme", "--json"));
        assertTrue(Arrays.equals(before, Files.readAllBytes(store)));
        Files.delete(store);
        refused("FILE_EXISTS", make("Acme", "--json"));
        assertFalse(Files.exists(store));
    }

    @Test
    public void wrongValuesAreNamed() throws IOException {
        refused("INVALID_VALUE", make("Acme", "--json", "--days", "0"));
        refused("INVALID_VALUE", make("Acme", "--json", "--days", "3651"));
        refused("INVALID_VALUE", make(" ", "--json"));
        Files.writeString(passwordFile, "1234567");
        refused("PASSWORD_SHORT", make("Acme", "--json"));
        store = store.resolveSibling("absent").resolve("acme.p12");
        Files.writeString(passwordFile, PASSWORD);
        refused("FILE_UNWRITABLE", make("Acme", "--json"));
        store = passwordFile.resolveSibling("acme.p12");
        assertFalse(Files.exists(store));
        refused("MISSING_VALUE",
                Cli.run("plugin", "new-key", "--name", "Acme", "--out", store.toString(), "--json"));
    }

    private static void refused(String code, Cli.Result json) {
        assertEquals(json.toString(), ExitCode.WRONG_USE, json.exitCode());
        assertEquals(code, json.code());
        assertEquals("", json.err());
    }
}
