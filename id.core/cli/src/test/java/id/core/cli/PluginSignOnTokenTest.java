package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import id.core.plugins.gate.GateVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code plugin sign} with a key that never leaves its token: SoftHSM2, where it is installed. */
public class PluginSignOnTokenTest {
    @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();
    private static final String PIN = "246810";
    private static Optional<Path> library = Optional.empty();
    private static Path jar;
    private static Path certificate;
    private static Path configuration;

    /** Two tokens: one that is empty, and that of the vendor with its key. */
    @BeforeClass
    public static void makeTokens() throws Exception {
        library = Stream.of("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so",
                "/usr/lib64/pkcs11/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so",
                "/usr/local/lib/softhsm/libsofthsm2.so").map(Path::of).filter(Files::exists).findFirst();
        assumeTrue("SoftHSM2 is not installed", library.isPresent());
        jar = new VendorJar().write(path("sms.jar"));
        Files.writeString(path("softhsm2.conf"), "directories.tokendir = " + Files.createDirectory(path("tokens")) + "\n");
        for (String label : List.of("spare", "acme token")) {
            ran(ChildProcess.run(environment(), List.of("softhsm2-util", "--init-token", "--free", "--label", label,
                    "--pin", PIN, "--so-pin", "13579")));
        }
        Cli.Result tokens = idem("plugin", "sign", jar.toString(), "--pkcs11", library.get().toString());
        String slot = tokens.err().replaceFirst("(?s).*acme token \\(slot (\\d+)\\).*", "$1");
        configuration = Files.writeString(path("token.cfg"),
                "name = acme\nlibrary = " + library.get() + "\nslot = " + slot + "\n");
        certificate = path("acme.pem");
        keytool("-genkeypair", "-alias", "acme", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=Acme Token",
                "-validity", "1000", "-ext", "KeyUsage:critical=digitalSignature", "-ext", "ExtendedKeyUsage=codeSigning");
        keytool("-exportcert", "-rfc", "-alias", "acme", "-file", certificate.toString());
    }

    private static Path path(String name) {
        return FOLDER.getRoot().toPath().resolve(name);
    }

    private static Map<String, String> environment() {
        return Map.of("SOFTHSM2_CONF", path("softhsm2.conf").toString(), "IDEM_TOKEN_PIN", PIN);
    }

    private static void keytool(String... options) throws IOException, InterruptedException {
        ran(ChildProcess.run(environment(),
                Stream.concat(Stream.of(ChildProcess.java("keytool")), Stream.concat(Stream.of(options),
                        Stream.of("-keystore", "NONE", "-storetype", "PKCS11", "-addprovider", "SunPKCS11",
                                "-providerArg", configuration.toString(), "-storepass:env", "IDEM_TOKEN_PIN")))
                        .toList()));
    }

    private static void ran(Cli.Result result) {
        assertEquals(result.toString(), 0, result.exitCode());
    }

    private static Cli.Result idem(String... arguments) throws IOException, InterruptedException {
        return ChildProcess.idem(environment(), arguments);
    }

    private static void signs(String name, String... where) throws Exception {
        Path signed = path(name + ".jar");
        Cli.Result words = idem(Stream.concat(Stream.of("plugin", "sign", jar.toString(), "--out", signed.toString()),
                Stream.of(where)).toArray(String[]::new));
        ran(words);
        assertTrue(words.out(), words.out().contains("by CN=Acme Token (EC 256)"));
        assertFalse(words.toString(), (words.out() + words.err()).contains(PIN));
        Country country = new Country(path(name), certificate);
        assertTrue(country.judge(signed) instanceof GateVerdict.Accepted);
        byte[] changed = Files.readAllBytes(signed);
        changed[changed.length / 2] ^= 1;
        assertTrue(country.judge(Files.write(path("changed.jar"), changed)) instanceof GateVerdict.Refused);
    }

    @Test
    public void aKeyOnATokenSignsFoundByItsLabel() throws Exception {
        signs("label", "--pkcs11", library.get().toString(), "--token-label", "acme token", "--alias", "acme");
    }

    @Test
    public void aKeyOnATokenSignsFoundByAConfiguration() throws Exception {
        signs("configuration", "--pkcs11", configuration.toString());
    }

    @Test
    public void theTokenMustBeClear() throws Exception {
        refused("TOKEN_AMBIGUOUS (token-label)", "acme token (slot ");
        refused("TOKEN_UNKNOWN (token-label)", "spare (slot ", "--token-label", "nobody");
        refused("TOKEN_UNUSABLE (pkcs11)", "CKR_SLOT_ID_INVALID", "--slot", "77");
        refused("KEY_UNKNOWN (alias)", "new-key", "--token-label", "spare");
        Path wrong = Files.writeString(path("pin"), "000000\n");
        refused("PIN_WRONG (pin-file)", "locks itself", "--token-label", "acme token", "--pin-file", wrong.toString());
    }

    private static void refused(String code, String message, String... where) throws Exception {
        Cli.Result result = idem(Stream.concat(
                Stream.of("plugin", "sign", jar.toString(), "--pkcs11", library.get().toString()), Stream.of(where))
                .toArray(String[]::new));
        assertEquals(result.toString(), ExitCode.WRONG_USE, result.exitCode());
        assertTrue(result.err(), result.err().startsWith(code));
        assertTrue(result.err(), result.err().contains(message));
        assertFalse(result.err(), result.err().contains(PIN));
    }
}
