package id.core.security;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Settings and a clock for tests of keys. */
final class TestKeys {
    private TestKeys() {}

    static KeySettings settings() {
        return new KeySettings(new KeySettings.Values(Duration.ofHours(1), Duration.ofSeconds(30), Duration.ZERO,
                Duration.ofMinutes(10), 100_000, Duration.ofDays(1), Duration.ofDays(30)));
    }

    /** The settings of packets as they are shipped, with some of them changed. */
    static PacketSettings packetSettings(Map<String, Object> changes) {
        return new PacketSettings(config(changes));
    }

    static PacketSettings.Config config(Map<String, Object> changes) {
        return (PacketSettings.Config) Proxy.newProxyInstance(PacketSettings.class.getClassLoader(),
                new Class<?>[]{ PacketSettings.Config.class },
                (proxy, method, arguments) -> changes.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    /** A sealer over a vault, with a store of data keys of its own. */
    static PacketSealer sealer(MemoryVault vault, ListedPartners partners, Map<String, Object> changes) {
        return sealer(vault, new MemoryDataKeyStore(), partners, changes);
    }

    static PacketSealer sealer(MemoryVault vault, MemoryDataKeyStore store, ListedPartners partners, Map<String, Object> changes) {
        return new PacketSealer(new AsymmetricKeys(vault), kemKeys(vault, store, changes), partners, packetSettings(changes));
    }

    static KemKeys kemKeys(MemoryVault vault, MemoryDataKeyStore store, Map<String, Object> changes) {
        return new KemKeys(config(changes),
                new DataKeys(vault, store, store, new SystemRandom(), InstantSource.fixed(Instant.EPOCH), settings()));
    }

    /** A signer over a vault, with a store of data keys of its own. */
    static VaultSigner signer(MemoryVault vault) {
        MemoryDataKeyStore store = new MemoryDataKeyStore();
        return new VaultSigner(new AsymmetricKeys(vault), new DsaKeys(
                new DataKeys(vault, store, store, new SystemRandom(), InstantSource.fixed(Instant.EPOCH), settings())));
    }

    /** A clock that tests move. */
    static final class Clock implements InstantSource {
        private volatile Instant now = Instant.parse("2026-03-01T10:15:30Z");

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }
}
