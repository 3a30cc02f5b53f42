package id.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What cryptography costs by the provider that the system uses: run it once with {@code idem.crypto=auto} and once with
 * {@code jdk}. One thread; processor time, so that others on the machine disturb little.
 */
final class CryptographyMeasurement implements Measurement {
    private static final int ROUNDS = 5;
    private static final int RECORD_BYTES = 400;
    private static final int PACKET_BYTES = 2 << 20;

    @FunctionalInterface
    private interface Operation {
        void run() throws GeneralSecurityException;
    }

    @Override
    public Map<String, Object> run(BenchArguments arguments, Bench system) throws Exception {
        SecureRandom random = new SecureRandom();
        SecretKeySpec key = new SecretKeySpec(random.generateSeed(32), "AES");
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("provider", Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName());
        figures.put("sealRecordMicros", micros(20_000, sealing(key, random, RECORD_BYTES)));
        figures.put("sealPacketOf2MibMicros", micros(100, sealing(key, random, PACKET_BYTES)));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] packet = new byte[PACKET_BYTES];
        figures.put("hashPacketOf2MibMicros", micros(100, () -> digest.digest(packet)));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
        byte[] value = new byte[40];
        figures.put("lookUpHashMicros", micros(100_000, () -> mac.doFinal(value)));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        byte[] text = new byte[500];
        figures.put("signEs256Micros", micros(1_000, () -> {
            signature.initSign(pair.getPrivate());
            signature.update(text);
            signature.sign();
        }));
        signature.initSign(pair.getPrivate());
        signature.update(text);
        byte[] signed = signature.sign();
        figures.put("checkEs256Micros", micros(1_000, () -> {
            signature.initVerify(pair.getPublic());
            signature.update(text);
            if (!signature.verify(signed)) {
                throw new GeneralSecurityException("A signature does not fit");
            }
        }));
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        figures.put("agreeP256Micros", micros(1_000, () -> {
            agreement.init(pair.getPrivate());
            agreement.doPhase(pair.getPublic(), true);
            agreement.generateSecret();
        }));
        return figures;
    }

    private static Operation sealing(SecretKeySpec key, SecureRandom random, int size) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = new byte[12];
        byte[] plain = new byte[size];
        byte[] sealed = new byte[size + 16];
        return () -> {
            random.nextBytes(nonce);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(nonce);
            cipher.doFinal(plain, 0, plain.length, sealed);
        };
    }

    /** Of the best of some rounds, after one that warms up. */
    private static double micros(int times, Operation operation) throws GeneralSecurityException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int round = 0; round <= ROUNDS; round++) {
            long before = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < times; i++) {
                operation.run();
            }
            best = round == 0 ? best : Math.min(best, threads.getCurrentThreadCpuTime() - before);
        }
        return Meter.rounded(best / 1000.0 / times);
    }
}
