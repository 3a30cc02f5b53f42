package id.importers.mosip;

import id.api.error.IdentityException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys that machines sign their packets by: a folder with a file for each, {@code <centre>_<machine>.pem}; a machine
 * that has had several keys has a file for each of them, {@code <centre>_<machine>.2.pem}. A file holds a certificate (PEM
 * or DER) or, as MOSIP's table of machines has it, a public key ({@code BEGIN PUBLIC KEY}). A certificate stands for its
 * key alone: packets outlive the validity of their machines.
 */
public final class Machines {
    private static final Pattern FILE = Pattern.compile("([A-Za-z0-9]{1,32}_[A-Za-z0-9]{1,32})(\\.[0-9]{1,4})?\\.(pem|crt|cer|der)");
    private static final Pattern PUBLIC_KEY = Pattern
            .compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
    private static final int MAX_FILE = 64 * 1024;
    private static final int MIN_BITS = 2048;

    private final Map<String, List<PublicKey>> keys;

    private Machines(Map<String, List<PublicKey>> keys) {
        this.keys = keys;
    }

    /**
     * Reads the folder; files with other names are passed over.
     *
     * @throws IdentityException
     *             MACHINES_INVALID with field {@code machines} when the folder or a file cannot be read
     */
    public static Machines read(Path folder) {
        Map<String, List<PublicKey>> found = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.computeIfAbsent(name.group(1), any -> new ArrayList<>()).add(key(file));
                }
            }
        } catch (IOException unreadable) {
            throw invalid("The folder of the machines cannot be read: check its name and rights", unreadable);
        }
        return new Machines(found);
    }

    private static PublicKey key(Path file) {
        String name = file.getFileName().toString();
        try {
            if (Files.size(file) <= MAX_FILE && key(Files.readAllBytes(file)) instanceof RSAPublicKey key
                    && key.getModulus().bitLength() >= MIN_BITS) {
                return key;
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw invalid("The file " + name + " cannot be read: it must hold a certificate or a public key", unreadable);
        }
        throw invalid("The file " + name + " holds no RSA key of " + MIN_BITS + " bits or more", null);
    }

    private static PublicKey key(byte[] content) throws GeneralSecurityException {
        Matcher bare = PUBLIC_KEY.matcher(new String(content, StandardCharsets.ISO_8859_1));
        return bare.find()
                ? KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(bare.group(1))))
                : CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(content)).getPublicKey();
    }

    /**
     * Checks that a machine signed, by RSASSA-PKCS1-v1_5 with SHA-256 as its TPM does.
     *
     * @param machine
     *            {@code <centre>_<machine>}
     *
     * @throws IdentityException
     *             MACHINE_UNKNOWN or SIGNATURE_INVALID with field {@code place}
     */
    void check(String machine, byte[] signed, byte[] signature, String place) {
        List<PublicKey> known = keys.get(machine);
        if (known == null) {
            throw new IdentityException(ImportError.MACHINE_UNKNOWN, place, "No key of the machine " + machine
                    + " is known: put its certificate or public key into the folder of the machines, as " + machine + ".pem");
        }
        for (PublicKey key : known) {
            try {
                Signature verifier = Signature.getInstance("SHA256withRSA");
                verifier.initVerify(key);
                verifier.update(signed);
                if (verifier.verify(signature)) {
                    return;
                }
            } catch (GeneralSecurityException noSignature) {
                // Of another length than the key's: told below.
            }
        }
        throw new IdentityException(ImportError.SIGNATURE_INVALID, place, "The machine " + machine
                + " did not sign it: it was changed, or the machine has had another key, which then is to be added");
    }

    private static IdentityException invalid(String message, Throwable cause) {
        return new IdentityException(ImportError.MACHINES_INVALID, "machines", message, cause);
    }
}
