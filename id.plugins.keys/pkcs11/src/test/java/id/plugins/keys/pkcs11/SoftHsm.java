package id.plugins.keys.pkcs11;

import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AuthProvider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Tokens of SoftHSM2, where it is installed (Debian: {@code apt-get install softhsm2}). The library is loaded once into a
 * process and sees the tokens that are there then, so that all tests share them.
 */
final class SoftHsm {
    static final String LABEL = "idem keys";
    static final String OTHER_LABEL = "spare";
    static final String PIN = "246810";

    private static Path folder;
    private static Path library;

    private SoftHsm() {}

    /** Skips the test where SoftHSM is missing. */
    static synchronized void require() throws Exception {
        Optional<Path> found = Stream
                .of("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so",
                        "/usr/lib64/pkcs11/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so",
                        "/usr/local/lib/softhsm/libsofthsm2.so")
                .map(Path::of).filter(Files::exists).findFirst();
        assumeTrue("SoftHSM2 is not installed: apt-get install softhsm2", found.isPresent());
        if (folder == null) {
            library = found.get();
            Path made = Files.createTempDirectory("idem-softhsm");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
            Files.writeString(Path.of(System.getenv("SOFTHSM2_CONF")),
                    "directories.tokendir = " + Files.createDirectory(made.resolve("tokens")) + "\n");
            for (String label : List.of(OTHER_LABEL, LABEL)) {
                init(label);
            }
            folder = made;
        }
    }

    static Path library() {
        return library;
    }

    /** A file with that PIN, readable by its owner alone. */
    static Path pinFile(String pin) throws IOException {
        Path file = Files.createTempFile(folder, "pin", "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, pin + "\n");
    }

    /** The settings of a vault on the token. */
    static Settings settings() throws IOException {
        return new Settings(library.toString(), LABEL, -1, pinFile(PIN).toString(), 32, 10);
    }

    /** Java's own way to the token of the vault, beside the vault. */
    static AuthProvider beside() {
        TokenLibrary tokens = TokenLibrary.at(library);
        return tokens.provider(new TokenFinder(tokens).slotOf(Optional.of(LABEL)), TokenLibrary.Use.SIGN);
    }

    private static void init(String label) throws Exception {
        Process process = new ProcessBuilder("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN,
                "--so-pin", "13579").redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        process.waitFor(30, TimeUnit.SECONDS);
        assertEquals(said, 0, process.exitValue());
    }

    private static void delete(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            System.err.println("Left behind: " + left);
        }
    }

    /** Settings as the framework would hand them over. */
    record Settings(String library, String tokenLabel, int slot, String pinFile, int concurrentCalls, int waitSeconds)
            implements
                Pkcs11KeyVault.Config {
        Settings library(String other) {
            return new Settings(other, tokenLabel, slot, pinFile, concurrentCalls, waitSeconds);
        }

        Settings token(String label, int number) {
            return new Settings(library, label, number, pinFile, concurrentCalls, waitSeconds);
        }

        Settings pinFile(String other) {
            return new Settings(library, tokenLabel, slot, other, concurrentCalls, waitSeconds);
        }

        Settings limits(int calls, int seconds) {
            return new Settings(library, tokenLabel, slot, pinFile, calls, seconds);
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return Pkcs11KeyVault.Config.class;
        }
    }
}
