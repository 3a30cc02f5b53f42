package id.core.http.connector;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Certificates and private keys as OpenSSL writes them. */
final class PemFile {
    private static final Pattern KEY = Pattern
            .compile("-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (ENCRYPTED )?PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

    private PemFile() {}

    static X509Certificate[] certificates(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast).toArray(X509Certificate[]::new);
        }
    }

    static PrivateKey key(Path file, char[] password) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new InvalidKeySpecException("no PRIVATE KEY in PKCS#8 form");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.group(2));
        return key(pem.group(1) == null ? new PKCS8EncodedKeySpec(encoded) : opened(encoded, password));
    }

    private static KeySpec opened(byte[] encrypted, char[] password) throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
        // For PBES2 the name of the algorithm is that of its parameters.
        String algorithm = info.getAlgName().equals("PBES2") ? info.getAlgParameters().toString() : info.getAlgName();
        return info.getKeySpec(SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password)));
    }

    /** The encoding names its algorithm, but Java asks for it all the same. */
    private static PrivateKey key(KeySpec encoded) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException other) {
                // of another algorithm
            }
        }
        throw new InvalidKeySpecException("not a key of " + String.join(", ", ALGORITHMS));
    }
}
