package id.core.cli;

import id.plugins.keys.pkcs12.ceremony.Ceremony;
import id.plugins.keys.pkcs12.ceremony.CeremonyFault;
import id.plugins.keys.pkcs12.ceremony.Share;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Files of a key ceremony: for their owner alone, and never over one that is there. */
final class CeremonyFiles {
    private static final int MOST_BYTES = 10_000;

    private CeremonyFiles() {}

    /** The first line of a file, without blanks around it: as the vault reads it. */
    static byte[] password(Path file) {
        try {
            String line = Files.readString(file).lines().findFirst().orElse("").strip();
            if (!line.isEmpty()) {
                return line.getBytes(StandardCharsets.UTF_8);
            }
        } catch (IOException unreadable) {
            throw CommandFailure.wrongUse("FILE_UNREADABLE", "password-file",
                    "The file " + file + " cannot be read: check its name and rights");
        }
        throw CommandFailure.wrongUse("MISSING_VALUE", "password-file", "The first line of " + file + " is empty");
    }

    /** Shares by the names of their files, in the order in which they were given. */
    static Map<String, Share> shares(List<Path> files) throws CeremonyFault {
        Map<String, Share> shares = new LinkedHashMap<>();
        for (Path file : files) {
            if (shares.put(file.toString(), Share.parse(file.toString(), text(file))) != null) {
                throw CommandFailure.wrongUse("SHARE_TWICE", "share", "The file " + file + " was given twice: each share counts once");
            }
        }
        return shares;
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) <= MOST_BYTES) {
                // Any byte is a character here: a damaged share is told as one.
                return Files.readString(file, StandardCharsets.ISO_8859_1);
            }
        } catch (IOException unreadable) {
            throw CommandFailure.wrongUse("FILE_UNREADABLE", "share", "The file " + file + " cannot be read: check its name and rights");
        }
        throw CommandFailure.wrongUse("SHARE_DAMAGED", "share", file + " is too long to be a share");
    }

    static void checkFolder(Path folder) {
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw CommandFailure.wrongUse("FILE_UNWRITABLE", "out", "The folder " + folder + " is not there, or cannot be written to");
        }
    }

    static void checkNew(Path file) {
        if (Files.exists(file)) {
            throw CommandFailure.wrongUse("FILE_EXISTS", "password-file",
                    "The file " + file + " is there: move it away first, or name another with --password-file");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw CommandFailure.wrongUse("FILE_UNWRITABLE", "password-file",
                    "The folder " + folder + " is not there, or cannot be written to");
        }
    }

    /** All shares or none: too few of them would be worse than none. */
    static void write(Map<Path, Share> shares) {
        List<Path> written = new ArrayList<>();
        try {
            for (Map.Entry<Path, Share> share : shares.entrySet()) {
                write(share.getKey(), share.getValue().text().getBytes(StandardCharsets.US_ASCII));
                written.add(share.getKey());
            }
        } catch (IOException refused) {
            for (Path file : written) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException left) {
                    refused.addSuppressed(left);
                }
            }
            throw CommandFailure.wrongUse("FILE_UNWRITABLE", "out",
                    "The shares could not be written, and none is there now: look at free space and rights");
        }
    }

    static void writePassword(Path file, byte[] secret) {
        byte[] line = Arrays.copyOf(secret, secret.length + 1);
        line[secret.length] = '\n';
        try {
            write(file, line);
        } catch (FileAlreadyExistsException there) {
            checkNew(file);
        } catch (IOException refused) {
            throw CommandFailure.wrongUse("FILE_UNWRITABLE", "password-file", "The file " + file + " cannot be written");
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    /** Durable when it returns, not there when it throws. */
    private static void write(Path file, byte[] content) throws IOException {
        boolean posix = Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[]{ PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
                : new FileAttribute<?>[0];
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            try {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            } catch (IOException failed) {
                Files.deleteIfExists(file);
                throw failed;
            }
        }
    }

    static String numbers(Ceremony.Together together) {
        return together.indexes().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
