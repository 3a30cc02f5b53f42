package id.core.credential;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.osgi.util.promise.Promise;

import id.api.credential.CredentialStatus;
import id.api.error.ErrorCategory;
import id.api.error.IdentityException;
import id.api.plugin.PluginCall;
import id.api.plugin.PluginOffer;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginStatus;
import id.api.security.BlindIndex;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.security.SealedValue;
import id.api.security.SecurityError;
import id.api.security.CredentialSigner;
import id.api.storage.CredentialRecord;
import id.api.storage.CredentialStore;
import id.api.storage.ObjectStore;
import id.api.storage.StorageError;
import id.api.storage.Transactions;
import id.api.value.Bytes;
import id.api.value.CredentialId;
import id.api.value.PersonId;
import id.api.value.RandomSource;

/** What the credential core stands on, in memory. */
final class World {
    static final Transactions TRANSACTIONS = new Transactions() {
        @Override
        public <T> T required(Supplier<T> work) {
            return work.get();
        }

        @Override
        public void afterCommit(Runnable action) {
            action.run();
        }
    };

    /** Counts up: the same card number never twice, unless told so. */
    static final class Numbers implements RandomSource {
        private final AtomicLong next = new AtomicLong();
        /** So many card numbers begin again from the start. */
        int repeats;

        @Override
        public byte[] bytes(int count) {
            byte[] bytes = new byte[count];
            byte[] digits = Long.toString(next.incrementAndGet()).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digits, 0, bytes, 0, digits.length);
            return bytes;
        }

        @Override
        public long below(long bound) {
            if (repeats > 0) {
                repeats--;
                return 0;
            }
            return next.incrementAndGet() % bound;
        }
    }

    /** Settings with some changed. */
    static <C> C settings(Class<C> type, Map<String, Object> changed) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{ type }, (proxy, method,
                args) -> changed.containsKey(method.getName()) ? changed.get(method.getName())
                        : method.getDefaultValue()));
    }

    /** A real key for credentials. */
    static final class CredentialKey implements CredentialSigner {
        final KeyPair keys;
        private final String name;

        private CredentialKey(String name, KeyPair keys) {
            this.name = name;
            this.keys = keys;
        }

        static CredentialKey edDsa() {
            return new CredentialKey("EdDSA", pair("Ed25519", NamedParameterSpec.ED25519));
        }

        static CredentialKey es256() {
            return new CredentialKey("ES256", pair("EC", new ECGenParameterSpec("secp256r1")));
        }

        private static KeyPair pair(String kind, AlgorithmParameterSpec curve) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
                generator.initialize(curve);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException missing) {
                throw new IllegalStateException(missing);
            }
        }

        Signature signature() throws GeneralSecurityException {
            return Signature.getInstance(name.equals("EdDSA") ? "Ed25519" : "SHA256withECDSAinP1363Format");
        }

        @Override
        public Bytes sign(String keyId, Bytes input) {
            try {
                Signature signature = signature();
                signature.initSign(keys.getPrivate());
                signature.update(input.toArray());
                return Bytes.of(signature.sign());
            } catch (GeneralSecurityException missing) {
                throw new IllegalStateException(missing);
            }
        }

        @Override
        public String algorithm() {
            return name;
        }

        @Override
        public String keyId() {
            return "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
        }

        @Override
        public String publicKeys() {
            throw new UnsupportedOperationException();
        }
    }

    /** Credentials in memory. */
    static final class Shelf implements CredentialStore {
        final Map<CredentialId, CredentialRecord> byId = new LinkedHashMap<>();

        @Override
        public void create(CredentialRecord record) {
            for (CredentialRecord other : byId.values()) {
                if (other.requestId().equals(record.requestId())) {
                    throw new IdentityException(StorageError.DUPLICATE_KEY, "requestId", "There is one");
                }
                if (other.number().equals(record.number())) {
                    throw new IdentityException(StorageError.DUPLICATE_KEY, "number", "There is one");
                }
            }
            byId.put(record.id(), record);
        }

        @Override
        public Optional<CredentialRecord> find(CredentialId id) {
            return Optional.ofNullable(byId.get(id));
        }

        @Override
        public Optional<CredentialRecord> findByRequest(String requestId) {
            return byId.values().stream().filter(record -> record.requestId().equals(requestId)).findFirst();
        }

        @Override
        public List<CredentialRecord> ofPerson(PersonId person) {
            return byId.values().stream().filter(record -> record.person().equals(person)).toList().reversed();
        }

        @Override
        public int erase(PersonId person) {
            int before = byId.size();
            byId.values().removeIf(record -> record.person().equals(person));
            return before - byId.size();
        }

        @Override
        public void changeStatus(CredentialId id, CredentialStatus expected, CredentialStatus next, String reason,
                Instant at) {
            CredentialRecord old = byId.get(id);
            if (old.status() != expected) {
                throw new IdentityException(StorageError.STALE_RECORD, "status", "Changed");
            }
            byId.put(id, new CredentialRecord(old.id(), old.requestId(), old.person(), old.profile(), next,
                    old.number(), old.format(), old.encoded(), old.issued(), old.expires(), at, reason));
        }
    }

    /** Objects in memory. */
    static final class Objects implements ObjectStore {
        final Map<String, byte[]> byKey = new HashMap<>();

        @Override
        public String put(String key, InputStream content) {
            try {
                byKey.put(key, content.readAllBytes());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            return "";
        }

        @Override
        public Optional<InputStream> open(String key) {
            return Optional.ofNullable(byKey.get(key)).map(ByteArrayInputStream::new);
        }

        @Override
        public boolean delete(String key) {
            return byKey.remove(key) != null;
        }
    }

    /** Calls on the caller's thread, faults as outcomes. */
    static final class Plugins implements PluginRegistry {
        private record Offer(Class<?> kind, Object service, String filter) {}

        private final List<Offer> offers = new ArrayList<>();

        /** @param filter the only filter under which it is found */
        void add(Class<?> kind, Object service, String filter) {
            offers.add(new Offer(kind, service, filter));
        }

        void remove(Class<?> kind) {
            offers.removeIf(offer -> offer.kind() == kind);
        }

        @Override
        public <S, R> PluginOutcome<R> call(Class<S> kind, String filter, Duration limit, PluginCall<S, R> call) {
            Optional<Offer> offer = offers.stream().filter(o -> o.kind() == kind && o.filter().equals(filter))
                    .findFirst();
            if (offer.isEmpty()) {
                return new PluginOutcome.Absent<>("nobody offers " + kind.getSimpleName());
            }
            try {
                return new PluginOutcome.Answered<>(call.ask(kind.cast(offer.get().service())));
            } catch (IdentityException told) {
                return told.category() == ErrorCategory.CALLER
                        ? new PluginOutcome.Refused<>(told)
                        : new PluginOutcome.Failed<>(told.getMessage(), told);
            } catch (Exception broken) {
                return new PluginOutcome.Failed<>("threw " + broken.getClass().getName(), broken);
            }
        }

        @Override
        public <S, R> PluginOutcome<R> await(Class<S> kind, String filter, Duration limit,
                PluginCall<S, Promise<R>> call) {
            return call(kind, filter, limit, plugin -> call.ask(plugin).getValue());
        }

        @Override
        public <S> List<PluginOffer> offers(Class<S> kind, String filter) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<PluginStatus> plugins() {
            return List.of();
        }
    }

    /** Seals that open only where they were made. */
    static final class Seals implements FieldCipher {
        @Override
        public SealedValue seal(SealPurpose purpose, String context, Bytes plain) {
            return new SealedValue(Bytes.utf8(
                    purpose + "|" + context + "|" + Base64.getEncoder().encodeToString(plain.toArray())));
        }

        @Override
        public Bytes open(SealPurpose purpose, String context, SealedValue sealed) {
            String text = sealed.content().asUtf8();
            if (!text.startsWith(purpose + "|" + context + "|")) {
                throw new IdentityException(SecurityError.SEALED_VALUE_INVALID, "value", "Does not open");
            }
            return Bytes.of(Base64.getDecoder().decode(text.substring(text.lastIndexOf('|') + 1)));
        }

        @Override
        public BlindIndex index(SealPurpose purpose, String kind, String value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String derive128(SealPurpose purpose, String kind, String value) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256")
                        .digest((purpose + "|" + kind + "|" + value).getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(Arrays.copyOf(digest, 16));
            } catch (GeneralSecurityException missing) {
                throw new IllegalStateException(missing);
            }
        }
    }
}
