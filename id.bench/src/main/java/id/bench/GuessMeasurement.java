package id.bench;

import id.api.security.BlindIndex;
import id.api.security.FieldCipher;
import id.api.security.KeyVault;
import id.api.security.SealPurpose;
import id.api.security.SealedPlace;
import id.api.storage.DataKeyStore;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.storage.IdentityStore;
import id.api.storage.SealedValueStore;
import id.api.value.Attributes;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a guess at a UIN costs whoever has the database and keys of it, and what a look-up costs the server. The thief is
 * written out here: each data key is unwrapped, tried alone on the indexes and on the sealed values, and then with each
 * other one.
 */
final class GuessMeasurement implements Measurement {
    private static final int LOOK_UPS = 200_000;
    private static final int GUESSES = 20_000;
    private static final String READS = "none needed: it reads the numbers";
    private static final int HEAD = 5;
    private static final int NONCE = 12;

    @Override
    public Map<String, Object> run(BenchArguments arguments, Bench system) throws Exception {
        PersonId person = system.identities.register(new EnrollmentId("guess-1"), Attributes.ofPlain("1.0", Map.of("name", "Ada")));
        String uin = system.identities.read(person).orElseThrow().uin().value();
        FieldCipher cipher = system.service(FieldCipher.class);
        Map<String, byte[]> keys = stolen(system);
        Thief thief = new Thief(system, person, uin);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("lookUpCpuMicrosOneHash",
                micros(LOOK_UPS, n -> thief.hash(keys.get("identity.index"), "idem blind index", thief.joined)));
        figures.put("lookUpCpuMicros", micros(LOOK_UPS, n -> cipher.index(SealPurpose.IDENTITY, "uin", Long.toString(n))));
        for (Map.Entry<String, byte[]> key : keys.entrySet()) {
            byte[] one = key.getValue();
            byte[] none = new byte[32];
            boolean confirmed = thief.finds(one, one) || thief.finds(one, none) || thief.finds(none, one);
            boolean read = thief.reads(one, one) || thief.reads(one, none) || thief.reads(none, one);
            figures.put("guessWith " + key.getKey(), read ? READS : confirmed ? cost(thief, one, one) : "infeasible");
        }
        for (Map.Entry<String, byte[]> first : keys.entrySet()) {
            for (Map.Entry<String, byte[]> second : keys.entrySet()) {
                String pair = "guessWith " + first.getKey() + " and " + second.getKey();
                if (!first.getKey().equals(second.getKey()) && thief.reads(first.getValue(), second.getValue())) {
                    figures.put(pair, READS);
                } else if (!first.getKey().equals(second.getKey()) && thief.finds(first.getValue(), second.getValue())) {
                    figures.put(pair, cost(thief, first.getValue(), second.getValue()));
                }
            }
        }
        if (figures.values().stream().noneMatch(figure -> figure.toString().endsWith(" ms"))) {
            throw new IllegalStateException("No pair of keys confirms anything: the thief does not try what the product does");
        }
        return figures;
    }

    /** All data keys as they are after the vault unwrapped them. */
    private static Map<String, byte[]> stolen(Bench system) {
        KeyVault vault = system.service(KeyVault.class);
        Map<String, byte[]> keys = new TreeMap<>();
        for (WrappedKey key : system.service(DataKeyStore.class).list()) {
            keys.put(key.purpose(), vault.unwrap(key.masterKey(), key.wrapped().toArray()));
        }
        return keys;
    }

    private static String cost(Thief thief, byte[] first, byte[] second) throws Exception {
        return micros(GUESSES, n -> thief.hash(second, "idem blind index identity",
                thief.hash(first, "idem blind index", thief.joined))) / 1000 + " ms";
    }

    private static double micros(int times, Meter.Step step) throws Exception {
        for (int n = 0; n < times / 10; n++) {
            step.take(n);
        }
        long began = System.nanoTime();
        for (int n = 0; n < times; n++) {
            step.take(n);
        }
        return Meter.rounded((System.nanoTime() - began) / 1e3 / times);
    }

    /** Has the database and knows one number. */
    private static final class Thief {
        private final IdentityStore identities;
        private final List<byte[]> sealed;
        private final String context;
        private final byte[] joined;

        Thief(Bench system, PersonId person, String uin) {
            this.identities = system.service(IdentityStore.class);
            this.sealed = system.service(SealedValueStore.class).page(SealedPlace.UIN, "", 10).stream()
                    .map(record -> record.parts().getFirst().value().content().toArray()).toList();
            this.context = "identity|" + SealedPlace.UIN.context(person.value());
            byte[] value = uin.getBytes(StandardCharsets.UTF_8);
            this.joined = ByteBuffer.allocate(7 + value.length).putInt(3).put("uin".getBytes(StandardCharsets.UTF_8)).put(value)
                    .array();
        }

        /** Whether two keys in these roles lead from the number to its row. */
        boolean finds(byte[] first, byte[] second) throws GeneralSecurityException {
            byte[] one = hash(first, "idem blind index", joined);
            return found(one) || found(hash(second, "idem blind index identity", joined))
                    || found(hash(second, "idem blind index identity", one));
        }

        /** Whether they lead from the row to the number. */
        boolean reads(byte[] first, byte[] second) throws GeneralSecurityException {
            return opens(first) || opens(joinedKey(first, second));
        }

        private boolean found(byte[] hash) {
            return identities.findIdentifier(new BlindIndex(Base64.getUrlEncoder().withoutPadding().encodeToString(hash))).isPresent();
        }

        private boolean opens(byte[] key) throws GeneralSecurityException {
            for (byte[] value : sealed) {
                Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
                aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, value, HEAD, NONCE));
                aes.updateAAD(Arrays.copyOf(value, HEAD));
                aes.updateAAD(context.getBytes(StandardCharsets.UTF_8));
                try {
                    aes.doFinal(value, HEAD + NONCE, value.length - HEAD - NONCE);
                    return true;
                } catch (GeneralSecurityException closed) {
                    continue;
                }
            }
            return false;
        }

        private static byte[] joinedKey(byte[] first, byte[] second) throws GeneralSecurityException {
            byte[] label = "idem seal".getBytes(StandardCharsets.UTF_8);
            return hmac(first, ByteBuffer.allocate(label.length + second.length + 1).put(label).put(second).put((byte) 1).array());
        }

        byte[] hash(byte[] key, String use, byte[] value) throws GeneralSecurityException {
            byte[] label = use.getBytes(StandardCharsets.UTF_8);
            return hmac(hmac(key, ByteBuffer.allocate(label.length + 1).put(label).put((byte) 1).array()), value);
        }

        private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        }
    }
}
