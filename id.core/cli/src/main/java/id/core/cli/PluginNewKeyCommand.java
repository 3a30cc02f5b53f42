package id.core.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A vendor's first key. */
@Command(name = "new-key", description = "Makes a key to sign plugins with, and a certificate for the country",
        footer = { "", "The new password is asked for, or read from --password-file or IDEM_KEYSTORE_PASSWORD." })
final class PluginNewKeyCommand extends LocalCommand {
    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_DAYS = 3650;

    @Option(names = "--name", paramLabel = "TEXT", required = true,
            description = "Who you are, as people write it: \"Acme Ltd\"") private String name;

    @Option(names = "--out", paramLabel = "FILE", required = true,
            description = "Key store to make, FILE.p12; the certificate goes beside it as FILE.pem") private Path keyStore;

    @Option(names = "--password-file", paramLabel = "FILE",
            description = "File with the new password in its first line") private Path passwordFile;

    @Option(names = "--days", paramLabel = "N", defaultValue = "1095",
            description = "How long the certificate is valid, 1 to " + LONGEST_DAYS + " (default: ${DEFAULT-VALUE})") private int days;

    @Override
    int run(Output output) {
        if (days < 1 || days > LONGEST_DAYS) {
            throw CommandFailure.wrongUse("INVALID_VALUE", "days", "Write a number of days from 1 to " + LONGEST_DAYS);
        }
        if (name.isBlank()) {
            throw CommandFailure.wrongUse("INVALID_VALUE", "name", "A name has letters");
        }
        Path pem = keyStore.resolveSibling(keyStore.getFileName().toString().replaceFirst("(\\.p12)?$", ".pem"));
        for (Path file : new Path[]{ keyStore, pem }) {
            if (Files.exists(file)) {
                throw CommandFailure.wrongUse("FILE_EXISTS", "out",
                        "The file " + file + " is there: choose another name; a key that is lost cannot be made again");
            }
        }
        char[] password = SecretInput.KEY_STORE.readNew(passwordFile, output);
        try {
            if (password.length < SHORTEST_PASSWORD) {
                throw CommandFailure.wrongUse("PASSWORD_SHORT", "password-file",
                        "The password has fewer than " + SHORTEST_PASSWORD + " characters: take a longer one");
            }
            VendorKey key = new KeyMaker(name, publisher(), days).make();
            write(key, password, pem);
            tell(key, pem, output);
            return ExitCode.DONE;
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    /** The name as conf/trust takes it. */
    private String publisher() {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return plain.isEmpty() ? "vendor" : plain;
    }

    private void write(VendorKey key, char[] password, Path pem) {
        FileAttribute<?>[] rights = keyStore.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{ PosixFilePermissions
                        .asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(keyStore, rights);
            try (OutputStream out = Files.newOutputStream(keyStore, StandardOpenOption.WRITE)) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry(key.alias(), key.key(), password, key.chain().toArray(new Certificate[0]));
                store.store(out, password);
            }
            Files.writeString(pem, Pem.certificate(key.certificate()), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException there) {
            throw CommandFailure.wrongUse("FILE_EXISTS", "out", "The file " + there.getFile() + " is there: choose another name");
        } catch (IOException refused) {
            throw CommandFailure.wrongUse("FILE_UNWRITABLE", "out", "The file " + keyStore + " cannot be written");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void tell(VendorKey key, Path pem, Output output) {
        SignerReport report = new SignerReport(key, Instant.now());
        ObjectNode json = Api.object().put("keystore", keyStore.toString()).put("alias", key.alias())
                .put("certificate", pem.toString()).put("key", key.kind());
        json.set("signer", report.json(key.certificate()));
        output.object(json.put("publisher", publisher()));
        output.line("Key: " + keyStore + ", name " + key.alias()
                + ". Keep it and its password safe: whoever has both signs as you.");
        output.line("Certificate for the country: " + pem);
        output.line("  " + SignerReport.name(key.certificate()) + " (" + key.kind() + "), valid until "
                + key.certificate().getNotAfter().toInstant());
        output.line("  SHA-256 " + SignerReport.fingerprint(key.certificate()));
        output.line("The country puts it into conf/trust, compares the fingerprint with you by another way, and writes");
        output.line("into conf/trust/publishers.properties, with the kinds that idem plugin sign tells for your jars:");
        output.line("  " + publisher() + ".roots=" + pem.getFileName());
        output.line("  " + publisher() + ".kinds=");
    }
}
