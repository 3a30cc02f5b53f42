package com.example.vendor;

import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** Puts the newest message of each recipient into a file of a folder: the version that sent it, then the text. */
public final class VendorNotifier implements Notifier {
    private final Life life;
    private final Path folder;

    public VendorNotifier(Map<String, Object> properties) throws IOException {
        life = new Life(properties);
        folder = Files.createDirectories(Path.of((String) properties.get("folder")));
    }

    void start() {
        life.begin();
    }

    void stop() {
        life.end();
    }

    @Override
    public Promise<Delivery> send(Message message) {
        try (Life.Call call = life.enter()) {
            return Promises.resolved(deliver(message));
        }
    }

    private Delivery deliver(Message message) {
        try {
            Path draft = Files.writeString(folder.resolve("." + message.id()), life + "\n" + message.body(),
                    StandardCharsets.UTF_8);
            Files.move(draft, folder.resolve(message.recipient()), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return new Delivery.Accepted();
        } catch (IOException full) {
            return new Delivery.Unreachable("The folder cannot be written: " + full.getClass().getSimpleName());
        }
    }

    @Override
    public String toString() {
        return life.version();
    }
}
