package id.core.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import id.core.plugins.gate.GateVerdict;
import id.core.plugins.gate.PluginGate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code plugin sign} with a key store. */
public class PluginSignCommandTest {
    @ClassRule public static final TemporaryFolder SHARED = new TemporaryFolder();
    private static Path keys;
    private static Path certificate;

    @Rule public final TemporaryFolder folder = new TemporaryFolder();
    private Path passwordFile;
    private Path jar;
    private Path signed;

    @BeforeClass
    public static void makeKey() throws IOException {
        Path password = Files.writeString(SHARED.getRoot().toPath().resolve("password"), VendorStore.PASSWORD);
        keys = SHARED.getRoot().toPath().resolve("acme.p12");
        certificate = keys.resolveSibling("acme.pem");
        Cli.Result made = Cli.run("plugin", "new-key", "--name", "Acme", "--out", keys.toString(), "--password-file",
                password.toString());
        assertEquals(made.toString(), ExitCode.DONE, made.exitCode());
    }

    @Before
    public void writeJar() throws IOException {
        passwordFile = Files.writeString(path("password"), VendorStore.PASSWORD + "\nmore\n");
        jar = new VendorJar().write(path("sms.jar"));
        signed = path("sms-signed.jar");
    }

    private Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }

    private Cli.Result sign(Path store, String... more) {
        return Cli.run(Stream.concat(Stream.of("plugin", "sign", jar.toString(), "--keystore", store.toString(),
                "--password-file", passwordFile.toString()), Stream.of(more)).toArray(String[]::new));
    }

    private VendorStore store() throws Exception {
        return new VendorStore(path("other.p12"));
    }

    private void done(Cli.Result result) {
        assertEquals(result.toString(), ExitCode.DONE, result.exitCode());
        assertEquals("", result.err());
    }

    private void refused(String code, String field, String message, Cli.Result result) throws IOException {
        refused(code + " (" + field + "): ", message, result);
    }

    private void refused(String start, String message, Cli.Result result) throws IOException {
        assertEquals(result.toString(), ExitCode.WRONG_USE, result.exitCode());
        assertEquals(result.toString(), "", result.out());
        assertTrue(result.err(), result.err().startsWith(start));
        assertTrue(result.err(), result.err().contains(message));
        assertFalse(result.err(), result.err().contains(VendorStore.PASSWORD));
        try (Stream<Path> left = Files.list(folder.getRoot().toPath())) {
            assertEquals("left behind", List.of(),
                    left.filter(file -> file.getFileName().toString().matches("\\..*|.*-signed\\.jar")).toList());
        }
    }

    @Test
    public void aSignedJarIsAcceptedFromItsPublisher() throws Exception {
        byte[] before = Files.readAllBytes(jar);
        Cli.Result words = sign(keys);
        done(words);
        assertEquals("Signed: " + signed, words.out().lines().findFirst().orElseThrow());
        assertTrue(words.out(), words.out().contains("  by CN=Acme (EC 256), valid until "));
        assertTrue(words.out(), words.out().contains("Checked: a country takes it that trusts this root and grants notifier."));
        assertFalse(words.out(), words.out().contains("Warning"));
        assertEquals(
                new GateVerdict.Accepted("acme", Set.of("notifier"), PluginGate.sha256(Files.readAllBytes(signed)), Set.of()),
                new Country(path("trust"), certificate).judge(signed));
        assertArrayEquals("the jar itself stays", before, Files.readAllBytes(jar));
    }

    @Test
    public void oneChangedByteAnywhereIsRefused() throws Exception {
        done(sign(keys));
        Country country = new Country(path("trust"), certificate);
        byte[] whole = Files.readAllBytes(signed);
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        for (String place : List.of("com/example/Sms.class", "META-INF/ACME.EC", "META-INF/ACME.SF", "META-INF/MANIFEST.MF")) {
            byte[] changed = whole.clone();
            changed[text.indexOf(place) + place.length() + 20] ^= 1;
            Path other = Files.write(path("changed.jar"), changed);
            assertTrue(place, country.judge(other) instanceof GateVerdict.Refused);
        }
        assertTrue(country.judge(signed) instanceof GateVerdict.Accepted);
    }

    @Test
    public void anOddlyWrittenJarIsMended() throws Exception {
        Path odd = new VendorJar().writeOddly(path("odd.jar"));
        Country country = new Country(path("trust"), certificate);
        assertTrue("nothing to mend", country.judge(odd) instanceof GateVerdict.Refused);
        Files.copy(odd, jar, StandardCopyOption.REPLACE_EXISTING);
        done(sign(keys));
        assertTrue(country.judge(signed) instanceof GateVerdict.Accepted);
    }

    @Test
    public void everythingIsTold() throws Exception {
        Cli.Result json = sign(keys, "--json");
        done(json);
        assertEquals(signed.toString(), json.json().path("file").asText());
        assertEquals("CN=Acme", json.json().at("/signer/subject").asText());
        assertTrue(json.json().at("/root/fingerprint").asText().matches("([0-9A-F]{2}:){31}[0-9A-F]{2}"));
        assertEquals("[\"notifier\"]", json.json().path("kinds").toString());
        assertEquals("[]", json.json().path("warnings").toString());
    }

    @Test
    public void aSignatureIsReplacedOnlyWhenAsked() throws Exception {
        done(sign(keys));
        Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
        refused("ALREADY_SIGNED", "jar", "--replace-signature", sign(keys));
        Path other = store().add("other", "RSA", 3072).write();
        done(sign(other, "--replace-signature"));
        GateVerdict verdict = new Country(path("trust"), certificate).judge(signed);
        assertEquals("UNTRUSTED", ((GateVerdict.Refused) verdict).code().name());
        Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
        done(sign(keys, "--replace-signature"));
        assertTrue(new Country(path("trust2"), certificate).judge(signed) instanceof GateVerdict.Accepted);
    }

    @Test
    public void theJarIsReplacedOnlyWhenAsked() throws Exception {
        byte[] before = Files.readAllBytes(jar);
        refused("FILE_EXISTS", "out", "--in-place", sign(keys, "--out", jar.toString()));
        refused("WRONG_USE", "out", "not both", sign(keys, "--in-place", "--out", "x.jar"));
        refused("NOT_A_FILE", "out", "folder", sign(keys, "--out", folder.getRoot().toString()));
        refused("FILE_UNWRITABLE", "out", "absent", sign(keys, "--out", path("absent/sms.jar").toString()));
        assertArrayEquals(before, Files.readAllBytes(jar));
        done(sign(keys, "--in-place"));
        assertFalse(Files.exists(signed));
        assertTrue(new Country(path("trust"), certificate).judge(jar) instanceof GateVerdict.Accepted);
        done(sign(keys, "--replace-signature", "--out", path("named.jar").toString()));
        assertTrue(Files.exists(path("named.jar")));
    }

    @Test
    public void theWholeChainIsInTheJar() throws Exception {
        VendorStore keep = store().authority().add("root", "EC", 384).issuedBy("root").add("acme", "RSA", 3072);
        Path store = keep.write();
        refused("KEY_AMBIGUOUS", "alias", "acme, root", sign(store));
        Cli.Result json = sign(store, "--alias", "acme", "--json");
        done(json);
        assertEquals("CN=root", json.json().at("/root/subject").asText());
        Path pem = Files.writeString(path("root.pem"), Pem.certificate(keep.certificate("root")));
        assertTrue(new Country(path("trust"), pem).judge(signed) instanceof GateVerdict.Accepted);
    }

    @Test
    public void aKeyThatCannotBeHadIsNamed() throws Exception {
        refused("KEY_UNKNOWN", "alias", "it has: acme", sign(keys, "--alias", "nobody"));
        refused("FILE_UNREADABLE", "keystore", "absent", sign(path("absent")));
        refused("KEY_STORE_INVALID", "keystore", ".p12", sign(jar));
        refused("KEY_UNSUITABLE", "alias", "DSA", sign(store().add("other", "DSA", 2048).write()));
        Files.writeString(passwordFile, "Tr0ub4dor");
        refused("PASSWORD_WRONG", "password-file", "does not open", sign(keys));
        Files.writeString(passwordFile, "\n");
        refused("MISSING_VALUE", "password-file", "empty", sign(keys));
        Files.delete(passwordFile);
        refused("FILE_UNREADABLE", "password-file", "cannot be read", sign(keys));
        refused("MISSING_VALUE", "password-file", "IDEM_KEYSTORE_PASSWORD",
                Cli.run("plugin", "sign", jar.toString(), "--keystore", keys.toString()));
        refused("MISSING_VALUE", "keystore", "new-key", Cli.run("plugin", "sign", jar.toString()));
    }

    @Test
    public void aCertificateThatNoCountryTakesIsRefused() throws Exception {
        refused("CERTIFICATE_EXPIRED", "alias", "get a new one",
                sign(store().valid(-10, -5).add("other", "EC", 256).write()));
        refused("CERTIFICATE_NOT_YET_VALID", "alias", "clock",
                sign(store().valid(10, 500).add("other", "EC", 256).write()));
        refused("CERTIFICATE_NOT_FOR_CODE", "alias", "codeSigning",
                sign(store().purpose(KeyPurposeId.id_kp_serverAuth).add("other", "EC", 256).write()));
        refused("CERTIFICATE_NOT_FOR_CODE", "alias", "digitalSignature",
                sign(store().use(KeyUsage.keyAgreement).add("other", "EC", 256).write()));
    }

    @Test
    public void aCertificateThatEndsSoonIsWarnedOf() throws Exception {
        Cli.Result words = sign(store().valid(-1, 89).add("other", "EC", 256).write());
        done(words);
        assertTrue(words.out(), words.out().contains("Warning: The certificate of CN=other ends in 8"));
        words = sign(store().valid(-1, 91).add("other", "EC", 521).write());
        done(words);
        assertFalse(words.out(), words.out().contains("Warning"));
    }

    @Test
    public void aShortKeyIsRefused() throws Exception {
        refused("KEY_UNSUITABLE", "alias", "from 3072 bits on", sign(store().add("other", "RSA", 2048).write()));
    }

    @Test
    public void certificatesThatStopBelowTheRootAreWarnedOf() throws Exception {
        VendorStore keep = store().authority().add("root", "EC", 256).issuedBy("root").add("acme", "EC", 256);
        Path cut = path("cut.p12");
        KeyStore alone = KeyStore.getInstance(keep.write().toFile(), VendorStore.PASSWORD.toCharArray());
        alone.setKeyEntry("acme", alone.getKey("acme", VendorStore.PASSWORD.toCharArray()),
                VendorStore.PASSWORD.toCharArray(), new Certificate[]{ keep.certificate("acme") });
        alone.deleteEntry("root");
        try (OutputStream out = Files.newOutputStream(cut)) {
            alone.store(out, VendorStore.PASSWORD.toCharArray());
        }
        Cli.Result words = sign(cut);
        done(words);
        assertTrue(words.out(), words.out().contains("Warning: The certificates stop at CN=acme"));
    }

    @Test
    public void whatIsNoPluginIsRefusedBeforeTheKeyIsAskedFor() throws Exception {
        Path no = path("no-store");
        Files.writeString(jar, "hello");
        refused("NOT_A_JAR", "jar", "no jar", sign(no));
        new VendorJar().without(VendorJar.MANIFEST).write(jar);
        refused("NOT_A_BUNDLE", "jar", "MANIFEST.MF", sign(no));
        new VendorJar().with(VendorJar.MANIFEST, "Manifest-Version: 1.0\r\n\r\n").write(jar);
        refused("NOT_A_BUNDLE", "jar", "Bundle-SymbolicName", sign(no));
        new VendorJar().with(VendorJar.MANIFEST, "Manifest-Version: 1.0\r\nBundle-SymbolicName: a\r\n\r\n").write(jar);
        refused("KIND_UNDECLARED", "jar", "Provide-Capability", sign(no));
        new VendorJar().with("lib/other.jar", "PK").write(jar);
        refused("NESTED_JAR", "jar", "lib/other.jar", sign(no));
        jar = path("absent.jar");
        refused("FILE_UNREADABLE", "jar", "absent.jar", sign(no));
        jar = folder.getRoot().toPath();
        refused("NOT_A_FILE", "jar", "folder", sign(no));
    }

    @Test
    public void whatACountryMustGrantIsWarnedOf() throws Exception {
        new VendorJar().header("DynamicImport-Package: *").write(jar);
        Cli.Result words = sign(keys);
        done(words);
        assertTrue(words.out(), words.out().contains("Warning: The jar has DynamicImport-Package"));
        assertTrue(words.out(), words.out().contains("A country that does not grant this to you refuses the jar."));
        assertFalse(words.out(), words.out().contains("Checked"));
        assertNotEquals(-1, Files.mismatch(jar, signed));
    }

    @Test
    public void optionsOfTheOtherKindOfKeyAreWrongUse() throws Exception {
        refused("WRONG_USE", "pkcs11", "go with --pkcs11", sign(keys, "--slot", "1"));
        refused("MISSING_VALUE", "keystore", "one of", sign(keys, "--pkcs11", "x.so"));
        refused("WRONG_USE", "keystore", "--pin-file", Cli.run("plugin", "sign", jar.toString(), "--pkcs11", "x.so",
                "--password-file", passwordFile.toString()));
        refused("WRONG_USE", "slot", "not both", Cli.run("plugin", "sign", jar.toString(), "--pkcs11", "x.so", "--slot",
                "1", "--token-label", "a"));
        refused("FILE_UNREADABLE", "pkcs11", "x.so", Cli.run("plugin", "sign", jar.toString(), "--pkcs11", "x.so"));
        Cli.Result secret = Cli.run("plugin", "sign", jar.toString(), "--pkcs11", passwordFile.toString());
        refused("TOKEN_UNUSABLE", "pkcs11", "neither a library nor a configuration", secret);
        assertFalse(secret.err(), secret.err().contains("correct"));
    }

    @Test
    public void aJavaWithoutTheToolsSaysSo() throws Exception {
        String[] arguments = { "plugin", "sign", jar.toString(), "--keystore", keys.toString() };
        Map<String, String> password = Map.of("IDEM_KEYSTORE_PASSWORD", VendorStore.PASSWORD);
        refused("JAVA_WITHOUT_SIGNING: This Java cannot sign", "JAVA_HOME",
                ChildProcess.idem(List.of("--limit-modules", "java.se"), password, arguments));
        refused("JAVA_WITHOUT_TOKENS (pkcs11): ", "JAVA_HOME",
                ChildProcess.idem(List.of("--limit-modules", "java.se,jdk.jartool"), password, "plugin", "sign",
                        jar.toString(), "--pkcs11", keys.toString()));
        done(ChildProcess.idem(List.of("--limit-modules", "java.se,jdk.jartool"), password, arguments));
    }
}
