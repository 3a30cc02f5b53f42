package id.core.plugins.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Judges jars by the trust folder as it is at that moment. Safe for concurrent use. A jar is read into memory, at most
 * {@value #MAX_FILE} bytes.
 */
public final class PluginGate {
    /** Largest jar, bytes. */
    public static final long MAX_FILE = 64L << 20;

    private final Path trust;
    private final InstantSource clock;

    /**
     * @param trust
     *            the folder {@code conf/trust}; need not exist
     */
    public PluginGate(Path trust, InstantSource clock) {
        this.trust = trust;
        this.clock = clock;
    }

    /**
     * @param jar
     *            a file that nobody else writes meanwhile: the verdict is on what it holds now
     * @throws IOException
     *             when the file cannot be read, which says nothing about it
     */
    public GateVerdict judge(Path jar) throws IOException {
        try {
            if (Files.size(jar) > MAX_FILE) {
                throw new Refusal(RefusalCode.TOO_LARGE, "The jar is larger than " + (MAX_FILE >> 20) + " MiB");
            }
            return judge(jar, Files.readAllBytes(jar));
        } catch (Refusal refusal) {
            return refusal.verdict();
        }
    }

    private GateVerdict judge(Path jar, byte[] bytes) throws Refusal {
        ZipLayout layout = ZipLayout.of(bytes);
        BundleRules.checkFirst(layout);
        Manifest manifest = JarSignatures.manifest(layout.content(JarFile.MANIFEST_NAME));
        Optional<List<X509Certificate>> signer = new JarSignatures(jar, layout, manifest).signer();
        PublisherTrust known = PublisherTrust.read(trust);
        if (signer.isEmpty()) {
            return new GateVerdict.Unsigned(kinds(layout, manifest, known.unsigned()), sha256(bytes), known.unsigned().grants());
        }
        PublisherTrust.Publisher publisher = new SignerChain(known, clock.instant()).publisher(signer.get());
        return new GateVerdict.Accepted(publisher.name(), kinds(layout, manifest, publisher), sha256(bytes), publisher.grants());
    }

    private static Set<String> kinds(ZipLayout layout, Manifest manifest, PublisherTrust.Publisher publisher) throws Refusal {
        BundleRules.check(layout, manifest.getMainAttributes(), publisher.grants());
        Set<String> kinds = DeclaredKinds.of(layout, manifest.getMainAttributes());
        if (kinds.isEmpty()) {
            throw new Refusal(RefusalCode.KIND_UNDECLARED, "The jar does not say what it is: it needs "
                    + "Provide-Capability: id.plugin;kind=... or a service component");
        }
        Set<String> beyond = new TreeSet<>(kinds);
        beyond.removeAll(publisher.kinds());
        if (!beyond.isEmpty()) {
            throw new Refusal(RefusalCode.KIND_NOT_GRANTED, publisher.name() + " may not install " + String.join(", ", beyond)
                    + ": conf/trust grants it " + (publisher.kinds().isEmpty() ? "nothing" : String.join(", ", publisher.kinds())));
        }
        return kinds;
    }

    /** Lower case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
