package id.importers.mosip;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * Keys of a MOSIP installation, made once by keytool: {@code registration} and {@code renewed} open packets, {@code foreign} is
 * another's, {@code machine} and {@code stranger} sign.
 */
public final class MosipKeys {
    public static final String PASSWORD = "changeit";
    public static final String MACHINE = "10001_10077";

    private final Path folder;
    private final KeyStore all;

    /** @param folder
     *            for the files */
    public MosipKeys(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        this.all = KeyStore.getInstance("PKCS12");
        try (InputStream in = MosipKeys.class.getResourceAsStream("MosipKeys.p12")) {
            all.load(in, PASSWORD.toCharArray());
        }
        write("keys.p12", "registration", "renewed");
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Files.createDirectories(machines());
        machine(MACHINE + ".pem", armoured("CERTIFICATE", certificate("machine").getEncoded()));
    }

    /** A key store in a file, with some of the keys. */
    public Path write(String file, String... names) throws IOException, GeneralSecurityException {
        Path written = folder.resolve(file);
        try (OutputStream out = Files.newOutputStream(written)) {
            store(names).store(out, PASSWORD.toCharArray());
        }
        return written;
    }

    KeyStore store(String... names) throws IOException, GeneralSecurityException {
        KeyStore some = KeyStore.getInstance("PKCS12");
        some.load(null, null);
        for (String name : names) {
            some.setKeyEntry(name, key(name), PASSWORD.toCharArray(), new Certificate[]{ certificate(name) });
        }
        return some;
    }

    /** The key store of the importer: {@code registration} and {@code renewed}. */
    public Path keyStore() {
        return folder.resolve("keys.p12");
    }

    public Path password() {
        return folder.resolve("password");
    }

    /** The folder of machines, in which only {@link #MACHINE} is known. */
    public Path machines() {
        return folder.resolve("machines");
    }

    public void machine(String file, String content) throws IOException {
        Files.writeString(machines().resolve(file), content);
    }

    public X509Certificate certificate(String name) throws GeneralSecurityException {
        return (X509Certificate) all.getCertificate(name);
    }

    public PrivateKey key(String name) throws GeneralSecurityException {
        Key key = all.getKey(name, PASSWORD.toCharArray());
        return (PrivateKey) key;
    }

    public static String armoured(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[]{ '\n' }).encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }
}
