package id.plugins.notifiers.email;

import id.api.notification.Delivery;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes each mail as a file {@code <id>.eml}, synced, whole or not at all. */
final class FolderDrop implements MailDrop {
    private final Path folder;

    FolderDrop(Path folder) {
        this.folder = folder;
    }

    @Override
    public Delivery drop(String id, MimeMessage mail) throws MessagingException {
        // Composed first: what goes wrong from here on is the folder's fault and may be over soon.
        ByteBuffer content = ByteBuffer.wrap(composed(mail));
        String name = id.replaceAll("[^A-Za-z0-9._-]", "_") + ".eml";
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, ".draft", ".tmp");
            try {
                try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    while (content.hasRemaining()) {
                        channel.write(content);
                    }
                    channel.force(true);
                }
                Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
            return new Delivery.Accepted();
        } catch (IOException full) {
            return new Delivery.Unreachable("The mail folder cannot be written: " + full.getClass().getSimpleName());
        }
    }

    private static byte[] composed(MimeMessage mail) throws MessagingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return MailText.withLibraryLoader(() -> {
            mail.writeTo(bytes);
            return bytes.toByteArray();
        });
    }
}
