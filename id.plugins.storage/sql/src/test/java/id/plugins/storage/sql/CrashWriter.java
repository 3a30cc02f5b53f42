package id.plugins.storage.sql;

import id.api.audit.AuditEntry;
import id.api.value.ClientId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A process that stores until it is killed, and tells each id when its transaction came back. */
final class CrashWriter {
    static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private CrashWriter() {}

    public static void main(String[] arguments) {
        OpenStores stores = OpenStores.h2(Path.of(arguments[0]));
        for (int i = 0; i < 8; i++) {
            Thread.ofPlatform().start(() -> writeForever(stores));
        }
    }

    private static void writeForever(OpenStores stores) {
        while (true) {
            String id = UUID.randomUUID().toString();
            stores.transactions().required(() -> {
                stores.counters().putIfAbsent(id, NOW, NOW.plusSeconds(60));
                stores.audit().append(id, NOW, new AuditEntry("crash.test", ClientId.SYSTEM, id, "DONE", Map.of()));
            });
            System.out.println(id);
        }
    }
}
