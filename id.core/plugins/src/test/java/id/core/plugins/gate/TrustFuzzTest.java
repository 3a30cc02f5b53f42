package id.core.plugins.gate;

import id.core.plugins.gate.TestAuthority.Wish;
import id.fuzz.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The folder conf/trust: publishers, certificates, revocation lists, parted by form feeds, and after them the chain of a
 * signer as a jar brings it. The fuzzer has no key: a chain that holds leads to the root that was made here, or to a root
 * that the folder itself names.
 */
public class TrustFuzzTest extends FuzzTest {
    private static final char BOUNDARY = '\f';
    private static final int PARTS = 4;
    private static final Path FOLDER = Path.of("trust");

    @Override
    protected List<byte[]> seeds() throws Exception {
        TestAuthority root = TestAuthority.root("Root");
        TestAuthority signer = root.issue(Wish.signer("Signer"));
        String publishers = "acme.roots=a.pem\nacme.kinds=abis,matcher\nacme.grants=native-code\n";
        byte[] list = root.revocations(TestAuthority.YEAR_AGO, TestAuthority.YEAR_ON, signer);
        return List.of(joined(publishers, root.pem(), "", signer.pem()),
                joined(publishers, root.pem(), "-----BEGIN X509 CRL-----\n"
                        + Base64.getMimeEncoder().encodeToString(list) + "\n-----END X509 CRL-----\n", signer.pem()),
                joined("unsigned.kinds=notifier\n", "", "", ""), joined("acme.roots=../a.pem\nacme.grants=x", root.pem(), "", ""));
    }

    private static byte[] joined(String... parts) {
        return String.join(String.valueOf(BOUNDARY), parts).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    protected List<String> guides() {
        return List.of("sun.security.x509.*", "sun.security.provider.X509Factory", "sun.security.util.Der*");
    }

    @Override
    protected int longest() {
        return 6_000;
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        List<byte[]> parts = parts(input);
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve("publishers.properties"), parts.get(0));
        Files.write(FOLDER.resolve("a.pem"), parts.get(1));
        if (parts.get(2).length == 0) {
            Files.deleteIfExists(FOLDER.resolve("a.crl"));
        } else {
            Files.write(FOLDER.resolve("a.crl"), parts.get(2));
        }
        try {
            PublisherTrust trust = PublisherTrust.read(FOLDER);
            List<X509Certificate> chain = chain(parts.get(3));
            if (!chain.isEmpty() && !trust.roots().containsValue(new SignerChain(trust, TestAuthority.NOW).publisher(chain))) {
                throw new AssertionError("A chain holds that leads to nobody");
            }
        } catch (Refusal refusal) {
            if (refusal.getMessage().isBlank()) {
                throw new AssertionError("A refusal says nothing", refusal);
            }
        }
    }

    /** As the JDK hands it to the gate when it has verified a jar. */
    private static List<X509Certificate> chain(byte[] pem) {
        try {
            List<X509Certificate> chain = new ArrayList<>();
            CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))
                    .forEach(link -> chain.add((X509Certificate) link));
            return chain;
        } catch (CertificateException none) {
            return List.of();
        }
    }

    private static List<byte[]> parts(byte[] input) {
        List<byte[]> parts = new ArrayList<>();
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        for (byte each : input) {
            if (each == BOUNDARY && parts.size() < PARTS - 1) {
                parts.add(part.toByteArray());
                part.reset();
            } else {
                part.write(each);
            }
        }
        parts.add(part.toByteArray());
        while (parts.size() < PARTS) {
            parts.add(new byte[0]);
        }
        return parts;
    }
}
