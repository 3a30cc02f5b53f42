package id.core.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a vendor's plugin, and looks at the result with the eyes of a country. */
@Command(name = "sign", description = "Signs a plugin with your key, and checks that a country can take it",
        footer = { "", "The password is asked for, or read from --password-file or IDEM_KEYSTORE_PASSWORD;",
                "the PIN of a token from --pin-file or IDEM_TOKEN_PIN. There is no option for either itself." })
final class PluginSignCommand extends LocalCommand {
    private static final String MODULE = "jdk.jartool";

    @Parameters(paramLabel = "JAR", description = "The plugin as it was built") private Path jar;

    @Option(names = "--keystore", paramLabel = "FILE", description = "Key store with your key, PKCS#12") private Path keyStore;

    @Option(names = "--password-file", paramLabel = "FILE",
            description = "File with the password of the key store in its first line") private Path passwordFile;

    @Option(names = "--pkcs11", paramLabel = "FILE",
            description = "Instead of a key store: the PKCS#11 library of your token, or a configuration of Java for it") private Path token;

    @Option(names = "--token-label", paramLabel = "TEXT",
            description = "Label of the token; needed only where there are several") private String label;

    @Option(names = "--slot", paramLabel = "N", description = "Id of the token's slot, instead of its label") private Long slot;

    @Option(names = "--pin-file", paramLabel = "FILE",
            description = "File with the PIN of the token in its first line") private Path pinFile;

    @Option(names = "--alias", paramLabel = "NAME",
            description = "Name of the key; needed only where there are several") private String alias;

    @Option(names = "--out", paramLabel = "FILE",
            description = "Where to write the signed jar (default: JAR with -signed in its name)") private Path out;

    @Option(names = "--in-place", description = "Put the signed jar in the place of JAR") private boolean inPlace;

    @Option(names = "--replace-signature",
            description = "Take out a signature that is there and sign anew") private boolean replaceSignature;

    @Override
    int run(Output output) {
        checkJava();
        Path target = target();
        checkOptions();
        try {
            Path work = Files.createTempDirectory("idem-sign");
            try {
                return sign(work, target, output);
            } finally {
                TemporaryHome.delete(work);
            }
        } catch (IOException refused) {
            throw CommandFailure.wrongUse("FILE_UNWRITABLE", inPlace ? "in-place" : "out",
                    "The signed jar cannot be written to " + target + ": check the folder, its rights and its space");
        }
    }

    private int sign(Path work, Path target, Output output) throws IOException {
        Path plain = work.resolve("plain.jar");
        PlainJar.write(jar, plain, replaceSignature);
        CountryView country = new CountryView(Files.createDirectory(work.resolve("trust")));
        Set<String> kinds = new TreeSet<>(country.kindsOf(plain));
        VendorKey key = keyStore != null ? new KeyStoreFile(keyStore).key(alias, passwordFile, output)
                : new KeyToken(token, slot, label).key(alias, pinFile, output);
        SignerReport report = new SignerReport(key, Instant.now());
        report.check();
        // A name that begins with a dot: no drop folder takes it before it is whole.
        Path fresh = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
        try {
            JarSignature.write(plain, key, fresh);
            country.check(fresh, key.root(), kinds);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        List<String> warnings = new ArrayList<>(report.warnings());
        warnings.addAll(country.notes());
        tell(target, key, report, kinds, warnings, output);
        return ExitCode.DONE;
    }

    private static void tell(Path target, VendorKey key, SignerReport report, Set<String> kinds, List<String> warnings,
            Output output) {
        ObjectNode json = Api.object().put("file", target.toString()).put("key", key.kind());
        json.set("signer", report.json(key.certificate()));
        json.set("root", report.json(key.root()));
        kinds.forEach(json.putArray("kinds")::add);
        warnings.forEach(json.putArray("warnings")::add);
        output.object(json);
        output.line("Signed: " + target);
        output.line("  by " + SignerReport.name(key.certificate()) + " (" + key.kind() + "), valid until "
                + key.certificate().getNotAfter().toInstant());
        output.line("  root " + SignerReport.name(key.root()) + ", SHA-256 " + SignerReport.fingerprint(key.root()));
        if (!kinds.isEmpty()) {
            output.line("Checked: a country takes it that trusts this root and grants " + String.join(", ", kinds) + ".");
        }
        warnings.forEach(warning -> output.line("Warning: " + warning + "."));
    }

    /** Some packages of Java leave the tool out; asked here, for the class that uses it cannot even be loaded then. */
    private static void checkJava() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            throw CommandFailure.wrongUse("JAVA_WITHOUT_SIGNING", "", "This Java cannot sign jars (it lacks the module "
                    + MODULE + "): run with a full JDK, set JAVA_HOME (Debian: apt-get install openjdk-21-jdk-headless)");
        }
    }

    private void checkOptions() {
        if ((keyStore == null) == (token == null)) {
            throw CommandFailure.wrongUse("MISSING_VALUE", "keystore",
                    "Say where your key is, by one of --keystore FILE and --pkcs11 FILE; no key yet: idem plugin new-key");
        }
        if (keyStore != null && (label != null || slot != null || pinFile != null)) {
            throw CommandFailure.wrongUse("WRONG_USE", "pkcs11", "--token-label, --slot and --pin-file go with --pkcs11");
        }
        if (token != null && passwordFile != null) {
            throw CommandFailure.wrongUse("WRONG_USE", "keystore", "--password-file goes with --keystore; a token has --pin-file");
        }
        if (label != null && slot != null) {
            throw CommandFailure.wrongUse("WRONG_USE", "slot", "Either --slot or --token-label, not both");
        }
    }

    private Path target() {
        if (Files.isDirectory(jar)) {
            throw CommandFailure.wrongUse("NOT_A_FILE", "jar", jar + " is a folder: name the jar itself");
        }
        if (!Files.isRegularFile(jar) || !Files.isReadable(jar)) {
            throw CommandFailure.wrongUse("FILE_UNREADABLE", "jar",
                    "The file " + jar + " cannot be read: check its name and rights");
        }
        if (inPlace && out != null) {
            throw CommandFailure.wrongUse("WRONG_USE", "out", "Either --in-place or --out FILE, not both");
        }
        if (inPlace) {
            return jar;
        }
        String name = jar.getFileName().toString();
        Path target = out != null ? out : jar.resolveSibling(name.replaceFirst("(\\.jar)?$", "-signed.jar"));
        try {
            if (Files.isDirectory(target)) {
                throw CommandFailure.wrongUse("NOT_A_FILE", "out", target + " is a folder: name a file in it");
            }
            if (Files.exists(target) && Files.isSameFile(target, jar)) {
                throw CommandFailure.wrongUse("FILE_EXISTS", "out",
                        "That is the jar itself: to put the signed one in its place, say so with --in-place");
            }
        } catch (IOException unreadable) {
            throw CommandFailure.wrongUse("FILE_UNREADABLE", "out", "The file " + target + " cannot be looked at");
        }
        return target;
    }
}
