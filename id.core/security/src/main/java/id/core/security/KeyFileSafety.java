package id.core.security;

import id.api.operation.FileRights;
import id.api.operation.SafetyCheck;
import id.api.operation.SafetyFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether the keys in the home are their owner's alone. */
@Component
public final class KeyFileSafety implements SafetyCheck {
    private final Path keys;

    @Activate
    public KeyFileSafety(BundleContext context) {
        this(Path.of(Optional.ofNullable(context.getProperty("idem.home")).orElse("")).resolve("keys"));
    }

    KeyFileSafety(Path keys) {
        this.keys = keys;
    }

    @Override
    public List<SafetyFinding> findings() {
        if (!Files.isDirectory(keys)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(keys)) {
            return files.filter(KeyFileSafety::holdsSomething).filter(FileRights::othersMayRead).sorted()
                    .map(file -> new SafetyFinding("keys", "others than its owner may read " + file, "chmod 600 " + file))
                    .toList();
        } catch (IOException unreadable) {
            return List.of(new SafetyFinding("keys", "the folder " + keys + " cannot be read", "see to its rights"));
        }
    }

    /** A lock is an empty file. */
    private static boolean holdsSomething(Path file) {
        return Files.isRegularFile(file) && !file.toString().endsWith(".lock");
    }
}
