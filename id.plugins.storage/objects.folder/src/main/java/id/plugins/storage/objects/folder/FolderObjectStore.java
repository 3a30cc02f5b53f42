package id.plugins.storage.objects.folder;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.storage.ObjectStore;
import id.api.storage.StorageError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Objects as files, spread over 256 folders by the hash of their key. A file is its content with the SHA-256 of it
 * behind, written to a draft, synced, renamed over the old one, and the folder synced: whole or not at all, and
 * durable, when {@link #put} returns.
 */
@Component(configurationPid = "id.plugins.storage.objects.folder", property = ObjectStore.KIND + "=folder")
@Designate(ocd = FolderObjectStore.Config.class)
public final class FolderObjectStore implements ObjectStore {
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)*");
    private static final int MAX_KEY = 200;
    private static final int SHARDS = 256;
    private static final String DRAFT = ".draft";
    /** No put takes that long. */
    private static final Duration DRAFT_LIMIT = Duration.ofHours(1);

    /** Settings. */
    @ObjectClassDefinition(name = "Object store in a folder")
    public @interface Config {
        @AttributeDefinition(description = "Folder of the objects; absolute, or relative to the home of the system")
        String folder() default "objects";
    }

    private final Path folder;

    @Activate
    public FolderObjectStore(Config config, BundleContext context) {
        this(Path.of(Optional.ofNullable(context.getProperty("idem.home")).orElse("")).resolve(config.folder()));
    }

    /** Opens a folder, made where it is not there; drafts that a crash left an hour ago or more are removed. */
    public FolderObjectStore(Path folder) {
        this.folder = folder;
        try {
            createShards();
            try (var leftovers = Files.newDirectoryStream(folder, "*" + DRAFT)) {
                for (Path leftover : leftovers) {
                    if (isAbandoned(leftover)) {
                        Files.deleteIfExists(leftover);
                    }
                }
            }
        } catch (IOException refused) {
            throw new IllegalArgumentException("folder must be a folder that can be written and is " + folder, refused);
        }
    }

    @Override
    public String put(String key, InputStream content) {
        Path file = file(key);
        Path draft = null;
        try {
            draft = Files.createTempFile(folder, "put", DRAFT);
            String digest = write(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(file.getParent());
            return digest;
        } catch (IOException failed) {
            remove(draft);
            throw unavailable(failed);
        }
    }

    private static String write(Path draft, InputStream content) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel);
                DigestOutputStream digesting = new DigestOutputStream(out, Digests.sha256())) {
            content.transferTo(digesting);
            byte[] digest = digesting.getMessageDigest().digest();
            out.write(digest);
            channel.force(true);
            return HexFormat.of().formatHex(digest);
        }
    }

    @Override
    public Optional<InputStream> open(String key) {
        Path file = file(key);
        try {
            return Optional.of(new CheckedObjectStream(Files.newInputStream(file), Files.size(file)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw unavailable(failed);
        }
    }

    @Override
    public boolean delete(String key) {
        Path file = file(key);
        try {
            boolean there = Files.deleteIfExists(file);
            if (there) {
                sync(file.getParent());
            }
            return there;
        } catch (IOException failed) {
            throw unavailable(failed);
        }
    }

    private Path file(String key) {
        if (key == null || key.length() > MAX_KEY || !KEY.matcher(key).matches()) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "key",
                    "An object key has 1 to 200 lower case letters, digits, hyphens, dots and slashes, without empty or dotted parts");
        }
        String shard = HexFormat.of().formatHex(Digests.sha256().digest(key.getBytes(StandardCharsets.UTF_8)), 0, 1);
        return folder.resolve(shard).resolve(key.replace("/", "_"));
    }

    /** Made and durable before the first put, so that no put can outrun the making of its folder. */
    private void createShards() throws IOException {
        for (int shard = 0; shard < SHARDS; shard++) {
            Files.createDirectories(folder.resolve(HexFormat.of().toHexDigits((byte) shard)));
        }
        sync(folder);
        sync(folder.toAbsolutePath().getParent());
    }

    /**
     * A rename is durable once its folder is synced. Systems whose folders cannot be opened have no such need or no
     * such means.
     */
    private static void sync(Path directory) throws IOException {
        if (java.io.File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** While one version of this plugin takes the place of another, both write into the folder. */
    private static boolean isAbandoned(Path draft) throws IOException {
        try {
            return Files.getLastModifiedTime(draft).toInstant().isBefore(Instant.now().minus(DRAFT_LIMIT));
        } catch (NoSuchFileException finished) {
            return false;
        }
    }

    private static void remove(Path draft) {
        if (draft != null) {
            try {
                Files.deleteIfExists(draft);
            } catch (IOException leftover) {
                // Removed at a later start.
            }
        }
    }

    private static IdentityException unavailable(IOException failed) {
        String text = String.valueOf(failed.getMessage());
        boolean full = text.contains("No space left") || text.contains("quota");
        return new IdentityException(full ? StorageError.STORE_FULL : StorageError.STORE_UNAVAILABLE, "",
                full ? "The disk of the object folder is full: make room"
                        : "The object folder does not answer: " + failed.getClass().getSimpleName(),
                failed);
    }
}
