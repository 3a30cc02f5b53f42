package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.BeforeClass;
import org.junit.Test;

/** docs/cryptography.md tells of every algorithm, kind of key and series that the sources name. */
public class CryptographyPageTest {
    private static final String PAGE = "cryptography.md";
    /** What stands in quotes and begins as algorithms do. */
    private static final Pattern QUOTED = Pattern
            .compile("\"((?:AES|Argon|ChaCha|DES|DSA|EC|ECDH|ECDSA|Ed|FF1|Hmac|MD|ML-|NONEwith|PBE|PBKDF|PKCS1|PKIX|RC4"
                    + "|RSA|SHA|SLH-|TLS|X25519|X448|X\\.509|XDH|secp)[A-Za-z0-9_/.-]*)\"");
    private static final Pattern INSTANCE = Pattern.compile(
            "\\b(?:Cipher|Mac|MessageDigest|Signature|KeyFactory|KeyPairGenerator|KeyGenerator|KeyAgreement|KEM|KDF|SecretKeyFactory|KeyStore"
                    + "|SecureRandom|SSLContext|CertificateFactory|CertPathValidator|TrustManagerFactory|AlgorithmParameters)\\.getInstance\\(\"([^\"]+)\"");
    private static final Pattern CONSTANT = Pattern
            .compile("\\b((?:JWSAlgorithm|JWEAlgorithm|EncryptionMethod|Curve|COSEAlgorithms)\\.[A-Z]\\w+)");
    private static final Pattern ENGINE = Pattern.compile(
            "import org\\.bouncycastle\\.(?:crypto|pqc)\\.(?!params\\.)(?:\\w+\\.)*([A-Z]\\w+);|import com\\.eatthepath\\.otp\\.(\\w+);");
    private static final Pattern RANDOM = Pattern.compile("new (SecureRandom)\\(");
    /** What the patterns find and is no algorithm. */
    private static final Set<String> NO_ALGORITHMS = Set.of("SHARE", "SHARE_DAMAGED", "SHARE_TWICE", "AsymmetricCipherKeyPair", "FPEEngine",
            "SecretWithEncapsulation",
            "CryptoException", "ShamirSplitSecret", "ShamirSplitSecretShare", "CryptoServicesRegistrar");

    private static Map<String, String> sources;

    @BeforeClass
    public static void read() throws IOException {
        sources = new SourceTree().product();
    }

    @Test
    public void everyAlgorithmHasItsRow() throws IOException {
        Map<String, String> named = new TreeMap<>();
        sources.forEach((path, text) -> {
            for (Pattern pattern : List.of(QUOTED, INSTANCE, CONSTANT, ENGINE, RANDOM)) {
                Matcher matcher = pattern.matcher(text);
                while (matcher.find()) {
                    String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                    if (!NO_ALGORITHMS.contains(name) && !isSuite(name)) {
                        named.put(name, path);
                    }
                }
            }
        });
        assertTrue("algorithms are found: " + named.size(), named.size() > 30);
        DocTable strong = new DocTable(PAGE, "Algorithms");
        strong.isFilled(4);
        DocTable weak = new DocTable(PAGE, "What is weaker, and why");
        weak.isFilled(4);
        weak.rows().forEach((name, cells) -> {
            assertTrue("docs/cryptography.md tells of " + name + " twice", strong.rows().put(name, cells) == null);
            assertTrue("docs/cryptography.md: " + name + " has no file that it is used in", !DocTable.names(cells.get(1)).isEmpty());
        });
        strong.tellsOf(named);
    }

    /** Suites of TLS are held by TlsLineTest. */
    private static boolean isSuite(String name) {
        return name.startsWith("TLS_");
    }

    /** Each algorithm that is not weak for a named reason has 128 bits, or says what it rests on instead. */
    @Test
    public void nothingElseIsWeakerThan128Bits() throws IOException {
        new DocTable(PAGE, "Algorithms").rows().forEach((name, cells) -> {
            Matcher bits = Pattern.compile("(\\d+)( or more)?").matcher(cells.get(3));
            assertTrue(name + ": " + cells.get(3), bits.matches() ? Integer.parseInt(bits.group(1)) >= 128
                    : Set.of("-", "of the password", "perfect below the threshold", "as their keys", "none: not used")
                            .contains(cells.get(3)));
        });
    }

    @Test
    public void whatIsWeakerIsUsedInTheNamedFilesAlone() throws IOException {
        new DocTable(PAGE, "What is weaker, and why").rows().forEach((name, cells) -> {
            Pattern use = Pattern.compile("\"" + Pattern.quote(name) + "\"|new " + Pattern.quote(name) + "\\(");
            Set<String> users = new TreeSet<>();
            sources.forEach((path, text) -> {
                if (use.matcher(text).find()) {
                    users.add(path.replaceAll(".*/", ""));
                }
            });
            users.removeAll(DocTable.names(cells.get(1)));
            assertEquals("docs/cryptography.md does not name these files that use " + name, Set.of(), users);
        });
    }

    @Test
    public void everyTypeOfKeyHasItsRow() throws IOException {
        DocTable table = new DocTable(PAGE, "Keys of the vault");
        table.tellsOf(constants("id.api/src/main/java/id/api/security/KeyType.java", "KeyType"));
        table.isFilled(3);
    }

    @Test
    public void everySeriesHasItsRow() throws IOException {
        Map<String, String> series = new TreeMap<>();
        constants("id.api/src/main/java/id/api/security/Signer.java", "Purpose")
                .forEach((name, where) -> series.put("sign-" + name.toLowerCase(Locale.ROOT).replace('_', '-'), where));
        constants("id.api/src/main/java/id/api/security/SealPurpose.java", "SealPurpose")
                .forEach((name, where) -> series.put(name.toLowerCase(Locale.ROOT), where));
        String keys = "id.core/security/src/main/java/id/core/security/";
        find(keys + "AsymmetricKeys.java", "KeySeries\\.\\w+\\(vault, \"([a-z-]+)\"").forEach(series::put);
        find(keys + "DataKeys.java", "static final String [A-Z]+ = \"([a-z]+(?:\\.[a-z]+)?)\"").forEach(series::put);
        find(keys + "MasterKeys.java", "static final String PREFIX = \"([a-z-]+)\"").forEach(series::put);
        DocTable table = new DocTable(PAGE, "Series of keys");
        table.tellsOf(series);
        table.isFilled(4);
    }

    /** The policy tells the periods that the settings have. */
    @Test
    public void periodsOfThePolicyAreThoseOfTheSettings() throws IOException {
        String settings = sources.get("id.core/security/src/main/java/id/core/security/KeySettings.java");
        String page = Files.readString(new SourceTree().path("docs/" + PAGE));
        for (String setting : List.of("rotateAfterDays", "cacheMinutes")) {
            Matcher value = Pattern.compile("int " + setting + "\\(\\) default (\\d+);").matcher(settings);
            assertTrue(setting, value.find());
            assertTrue("docs/cryptography.md, The life of keys: " + setting + " is " + value.group(1),
                    Pattern.compile("`" + setting + "`[^|]{0,3}" + value.group(1) + "\\b").matcher(page).find());
        }
    }

    private static Map<String, String> constants(String path, String type) {
        Matcher body = Pattern.compile("enum " + type + " \\{(.*?)\\n\\s*\\}", Pattern.DOTALL).matcher(sources.get(path));
        assertTrue(path, body.find());
        Map<String, String> names = new TreeMap<>();
        for (String part : body.group(1).replaceAll("(?s)/\\*.*?\\*/", "").split("[,;]")) {
            names.put(part.strip(), path);
        }
        return names;
    }

    private static Map<String, String> find(String path, String pattern) {
        Map<String, String> found = new TreeMap<>();
        Pattern.compile(pattern).matcher(sources.get(path)).results().forEach(match -> found.put(match.group(1), path));
        assertTrue("something like " + pattern + " stands in " + path, !found.isEmpty());
        return found;
    }
}
