package id.core.cli;

import id.api.error.IdentityException;
import id.importers.mosip.EnrollmentMapping;
import id.importers.mosip.Machines;
import id.importers.mosip.PacketKeys;
import id.importers.mosip.PacketReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registration packets of MOSIP. A run that was cut short is done again: what is there already is passed over. */
@Command(name = "mosip", description = "Takes over registration packets of MOSIP; what is there already is passed over")
final class ImportMosipCommand extends RemoteCommand {
    @Parameters(paramLabel = "PACKETS", arity = "1..*", description = "Packets, or folders of them (*.zip)") private List<Path> packets;

    @Option(names = "--keys", paramLabel = "FILE", required = true,
            description = "PKCS#12 key store with the keys that the packets were encrypted to: MOSIP's REGISTRATION keys") private Path keys;

    @Option(names = "--password-file", paramLabel = "FILE",
            description = "Its first line is the password of the key store (default: IDEM_KEYSTORE_PASSWORD, or typed)") private Path passwordFile;

    @Option(names = "--machines", paramLabel = "FOLDER", required = true,
            description = "Certificates or public keys of the machines that signed: CENTRE_MACHINE.pem") private Path machines;

    @Option(names = "--mapping", paramLabel = "FILE",
            description = "What becomes of MOSIP's fields, JSON (default: that of MOSIP's sample schema)") private Path mapping;

    @Option(names = "--dry-run", description = "Reads and checks all packets, and sends nothing") private boolean dryRun;

    private List<Path> files;
    private PacketReader reader;
    private EnrollmentMapping fields;

    @Override
    void check() {
        files = files();
    }

    @Override
    int work(Output output) {
        try {
            fields = mapping == null ? EnrollmentMapping.standard() : EnrollmentMapping.of(read(mapping));
            reader = new PacketReader(packetKeys(output), Machines.read(machines));
        } catch (IdentityException wrong) {
            throw CommandFailure.wrongUse(wrong.code().name(), wrong.field(), wrong.getMessage());
        }
        return dryRun ? run(null, output) : super.work(output);
    }

    @Override
    int run(Api api, Output output) {
        return new MosipImport(reader, fields, api, output).run(files);
    }

    private List<Path> files() {
        List<Path> found = new ArrayList<>();
        for (Path given : packets) {
            if (!Files.isDirectory(given)) {
                found.add(given);
                continue;
            }
            try (Stream<Path> inside = Files.list(given)) {
                inside.filter(file -> file.getFileName().toString().endsWith(".zip") && Files.isRegularFile(file)).sorted()
                        .forEach(found::add);
            } catch (IOException unreadable) {
                throw CommandFailure.wrongUse("FILE_UNREADABLE", "packets",
                        "The folder " + given + " cannot be read: check its name and rights");
            }
        }
        if (found.isEmpty()) {
            throw CommandFailure.wrongUse("NOTHING_FOUND", "packets", "There is no packet (*.zip) in the folder");
        }
        return found;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw CommandFailure.wrongUse("FILE_UNREADABLE", "mapping",
                    "The file " + file + " cannot be read: check its name and rights");
        }
    }

    private PacketKeys packetKeys(Output output) {
        if (!Files.isRegularFile(keys) || !Files.isReadable(keys)) {
            throw CommandFailure.wrongUse("FILE_UNREADABLE", "keys",
                    "The key store " + keys + " cannot be read: check its name and rights");
        }
        char[] password = SecretInput.KEY_STORE.read(passwordFile, output);
        try {
            return PacketKeys.of(KeyStore.getInstance(keys.toFile(), password), password);
        } catch (IOException | GeneralSecurityException unreadable) {
            if (unreadable.getCause() instanceof UnrecoverableKeyException) {
                throw CommandFailure.wrongUse("PASSWORD_WRONG", "password-file",
                        "The password does not open the key store " + keys);
            }
            throw CommandFailure.wrongUse("KEY_STORE_INVALID", "keys", "The file " + keys + " is no PKCS#12 key store (.p12)");
        } finally {
            Arrays.fill(password, ' ');
        }
    }
}
