package id.core.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder into which the embedded distribution writes its mail instead of sending it: here one-time codes are read.
 */
final class MailFolder {
    private static final Pattern CODE = Pattern.compile("\\b([0-9]{6})\\b");
    private static final Pattern RECIPIENT = Pattern.compile("(?im)^To:\\s*<?([^\\s<>]+@[^\\s<>]+)");
    private static final int TRIES = 200;

    private final Path folder;
    private final Set<Path> read = new HashSet<>();
    private final Map<String, String> codes = new HashMap<>();

    MailFolder(Path folder) {
        this.folder = folder;
    }

    /** The code that was last sent to an address; waits a little for it. */
    String code(String address) {
        for (int i = 0; i < TRIES; i++) {
            Optional<String> code = find(address);
            if (code.isPresent()) {
                return code.get();
            }
            pause();
        }
        throw CommandFailure.systemFailed("CODE_NOT_SENT", "No mail with a code came to the folder " + folder
                + ": the demonstration reads codes from it, so the e-mail notifier must write to a folder");
    }

    private synchronized Optional<String> find(String address) {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".eml")).filter(read::add).forEach(this::readMail);
            } catch (IOException gone) {
                throw CommandFailure.systemFailed("MAIL_UNREADABLE", "The folder " + folder + " cannot be read");
            }
        }
        return Optional.ofNullable(codes.remove(address));
    }

    private void readMail(Path file) {
        try {
            String mail = Files.readString(file, StandardCharsets.UTF_8);
            int body = Math.max(mail.indexOf("\n\n"), mail.indexOf("\r\n\r\n"));
            Matcher recipient = RECIPIENT.matcher(mail);
            Matcher code = CODE.matcher(mail.substring(Math.max(0, body)));
            if (recipient.find() && code.find()) {
                codes.put(recipient.group(1), code.group(1));
            }
        } catch (NoSuchFileException gone) {
            // Cleared by somebody else; there is nothing to read.
        } catch (IOException broken) {
            throw CommandFailure.systemFailed("MAIL_UNREADABLE", "A mail in " + folder + " cannot be read");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(25);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailure.systemFailed("INTERRUPTED", "The demonstration was interrupted");
        }
    }
}
