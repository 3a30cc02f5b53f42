package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A vendor's way to a signed jar, by the commands of the assembled folder, which judge it by the gate that they bring. */
public class SignIT {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();
    private CommandLine idem;
    private Path keys;
    private Path password;

    @Before
    public void makeKey() throws Exception {
        Path work = folder.getRoot().toPath();
        idem = new CommandLine(work.resolve("home"), work);
        keys = work.resolve("acme.p12");
        password = Files.writeString(work.resolve("password"), "correct horse\n");
        JsonNode key = done(idem.run("plugin", "new-key", "--name", "Acme", "--out", keys.toString(), "--password-file",
                password.toString(), "--json"));
        assertEquals("CN=Acme", key.at("/signer/subject").asText());
    }

    private static JsonNode done(CommandLine.Result result) {
        assertEquals(result.toString(), 0, result.exitCode());
        return result.json();
    }

    @Test
    public void aPluginIsSigned() throws Exception {
        Path built = Files.write(folder.getRoot().toPath().resolve("built.jar"),
                new VendorJar(VendorKind.NOTIFIER, "1.0.0").bytes(folder.getRoot().toPath()));
        Path signed = folder.getRoot().toPath().resolve("signed.jar");
        JsonNode told = done(idem.run("plugin", "sign", built.toString(), "--keystore", keys.toString(),
                "--password-file", password.toString(), "--out", signed.toString(), "--json"));
        assertEquals("[\"notifier\"]", told.path("kinds").toString());
        assertEquals("[]", told.path("warnings").toString());
        try (JarFile jar = new JarFile(signed.toFile(), true)) {
            JarEntry type = jar.stream().filter(entry -> entry.getName().endsWith(".class")).findFirst().orElseThrow();
            try (InputStream in = jar.getInputStream(type)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            var signer = (X509Certificate) type.getCodeSigners()[0].getSignerCertPath().getCertificates().get(0);
            assertEquals("CN=Acme", signer.getSubjectX500Principal().getName());
        }
        assertFalse("a command of the vendor's started a system", Files.exists(folder.getRoot().toPath().resolve("home")));
    }

    @Test
    public void aJarThatDoesNotSayWhatItIsIsRefused() throws Exception {
        Path built = Files.write(folder.getRoot().toPath().resolve("sms.jar"), SamplePlugin.kindless());
        CommandLine.Result refused = idem.run("plugin", "sign", built.toString(), "--keystore", keys.toString(),
                "--password-file", password.toString());
        assertEquals(refused.toString(), 2, refused.exitCode());
        assertTrue(refused.err(), refused.err().startsWith("KIND_UNDECLARED (jar): "));
    }
}
