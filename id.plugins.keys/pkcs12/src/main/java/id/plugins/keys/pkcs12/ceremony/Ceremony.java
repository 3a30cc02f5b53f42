package id.plugins.keys.pkcs12.ceremony;

import id.plugins.keys.pkcs12.ceremony.CeremonyFault.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;

/**
 * A secret split among people by Shamir's scheme, byte by byte over GF(2^8): any {@code threshold} of them have it
 * again, fewer know nothing of it but its length.
 */
public final class Ceremony {
    public static final int LEAST = 2;
    public static final int MOST = 100;
    private static final int ID_BYTES = 8;
    // What a holder of one share pays for each guess at a password that somebody thought up.
    private static final int ITERATIONS = 600_000;
    private static final int MOST_TRIES = 100;

    private Ceremony() {}

    /**
     * Shares that belong together.
     *
     * @param indexes
     *            of the shares that are here, from 1, in order
     */
    public record Together(String ceremony, int threshold, int people, LocalDate date, String opens, List<Integer> indexes) {
        public boolean isEnough() {
            return indexes.size() >= threshold;
        }
    }

    /**
     * @param threshold
     *            {@value #LEAST} to {@code people}
     * @param people
     *            at most {@value #MOST}
     */
    public static List<Share> split(byte[] secret, int threshold, int people, LocalDate date, SecureRandom random) {
        if (secret.length == 0 || threshold < LEAST || threshold > people || people > MOST) {
            throw new IllegalArgumentException("threshold is " + LEAST + " to people, people at most " + MOST);
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String ceremony = Share.grouped(HexFormat.of().formatHex(id));
        String opens = fingerprint(ceremony, secret);
        ShamirSplitSecretShare[] parts = ShamirSecretSplitter.getInstance(ShamirSecretSplitter.Algorithm.AES, secret.length,
                random).resplit(secret, threshold, people).getSecretShares();
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            shares.add(new Share(ceremony, i + 1, threshold, people, date, opens, encoded(parts[i])));
        }
        return shares;
    }

    /**
     * Whether shares belong together; where there are enough, also whether each is what was split.
     *
     * @param shares
     *            by the name that a person knows each by
     */
    public static Together check(Map<String, Share> shares) throws CeremonyFault {
        Together together = together(shares);
        if (together.isEnough()) {
            Arrays.fill(open(shares, together), (byte) 0);
        }
        return together;
    }

    /** The secret. Refused when any share is wrong, even where the others would do. */
    public static byte[] combine(Map<String, Share> shares) throws CeremonyFault {
        Together together = together(shares);
        if (!together.isEnough()) {
            throw new CeremonyFault(Code.SHARES_TOO_FEW, "It takes " + together.threshold() + " shares, and here are " + shares.size()
                    + ": " + String.join(", ", shares.keySet()) + ". Bring " + (together.threshold() - shares.size()) + " more of ceremony "
                    + together.ceremony());
        }
        return open(shares, together);
    }

    /** Whether shares belong together by what they say; cheap, and proves nothing of their secret parts. */
    public static Together together(Map<String, Share> shares) throws CeremonyFault {
        if (shares.isEmpty()) {
            throw new CeremonyFault(Code.SHARES_TOO_FEW, "No share was given");
        }
        Map.Entry<String, Share> first = shares.entrySet().iterator().next();
        Share model = first.getValue();
        Map<Integer, String> byIndex = new TreeMap<>();
        for (Map.Entry<String, Share> entry : shares.entrySet()) {
            Optional<String> difference = difference(model, entry.getValue());
            if (difference.isPresent()) {
                throw new CeremonyFault(Code.SHARE_FOREIGN, entry.getKey() + " does not belong to " + first.getKey() + ": they differ in "
                        + difference.get());
            }
            String twin = byIndex.put(entry.getValue().index(), entry.getKey());
            if (twin != null) {
                throw new CeremonyFault(Code.SHARE_TWICE, twin + " and " + entry.getKey() + " are both share " + entry.getValue().index()
                        + ": each counts once");
            }
        }
        return new Together(model.ceremony(), model.threshold(), model.people(), model.date(), model.opens(),
                List.copyOf(byIndex.keySet()));
    }

    private static Optional<String> difference(Share one, Share other) {
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("ceremony", one.ceremony().equals(other.ceremony()));
        same.put("threshold", one.threshold() == other.threshold());
        same.put("people", one.people() == other.people());
        same.put("date", one.date().equals(other.date()));
        same.put("opens", one.opens().equals(other.opens()));
        same.put("length of the secret", one.part().length == other.part().length);
        return same.entrySet().stream().filter(entry -> !entry.getValue()).map(Map.Entry::getKey).findFirst();
    }

    /** Looks for as many shares as it takes that give what was split, then holds each of the others against them. */
    private static byte[] open(Map<String, Share> shares, Together together) throws CeremonyFault {
        List<Share> all = List.copyOf(shares.values());
        int[] chosen = new int[together.threshold()];
        Arrays.setAll(chosen, i -> i);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            List<Share> some = Arrays.stream(chosen).mapToObj(all::get).toList();
            byte[] secret = interpolate(some);
            if (equal(fingerprint(together.ceremony(), secret), together.opens())) {
                refuseWrong(shares, some, secret);
                return secret;
            }
            if (!next(chosen, all.size())) {
                break;
            }
        }
        String names = String.join(", ", shares.keySet());
        throw new CeremonyFault(Code.SHARE_WRONG, all.size() == together.threshold()
                ? "One of " + names + " is whole in itself, but not what was split. Bring one more share: then the wrong one is named"
                : "Among " + names + " are not " + together.threshold() + " that are what was split. Bring other shares");
    }

    private static void refuseWrong(Map<String, Share> shares, List<Share> right, byte[] secret) throws CeremonyFault {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Share> entry : shares.entrySet()) {
            if (right.stream().noneMatch(share -> share.index() == entry.getValue().index())) {
                List<Share> exchanged = new ArrayList<>(right);
                exchanged.set(0, entry.getValue());
                if (!MessageDigest.isEqual(interpolate(exchanged), secret)) {
                    wrong.add(entry.getKey());
                }
            }
        }
        if (!wrong.isEmpty()) {
            Arrays.fill(secret, (byte) 0);
            throw new CeremonyFault(Code.SHARE_WRONG, String.join(", ", wrong)
                    + ": whole in itself, but not what was split. Leave it away, and ask its keeper where it comes from");
        }
    }

    /** The next choice of as many out of {@code size}; false after the last. */
    private static boolean next(int[] chosen, int size) {
        for (int i = chosen.length - 1; i >= 0; i--) {
            if (chosen[i] < size - chosen.length + i) {
                chosen[i]++;
                for (int j = i + 1; j < chosen.length; j++) {
                    chosen[j] = chosen[j - 1] + 1;
                }
                return true;
            }
        }
        return false;
    }

    private static byte[] interpolate(List<Share> shares) {
        ShamirSplitSecretShare[] parts = shares.stream().map(share -> new ShamirSplitSecretShare(share.part(), share.index()))
                .toArray(ShamirSplitSecretShare[]::new);
        try {
            return ShamirSplitSecret.getInstance(ShamirSecretSplitter.Algorithm.AES, parts).getSecret();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] encoded(ShamirSplitSecretShare share) {
        try {
            return share.getEncoded();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String fingerprint(String ceremony, byte[] secret) {
        char[] hex = new char[secret.length * 2];
        for (int i = 0; i < secret.length; i++) {
            hex[2 * i] = Character.forDigit(secret[i] >> 4 & 0xF, 16);
            hex[2 * i + 1] = Character.forDigit(secret[i] & 0xF, 16);
        }
        PBEKeySpec spec = new PBEKeySpec(hex, ceremony.getBytes(StandardCharsets.US_ASCII), ITERATIONS, ID_BYTES * 8);
        try {
            byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
            return Share.grouped(HexFormat.of().formatHex(derived));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            spec.clearPassword();
            Arrays.fill(hex, ' ');
        }
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.US_ASCII),
                other.getBytes(StandardCharsets.US_ASCII));
    }
}
