package id.core.plugins.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder {@code conf/trust}: whose signature counts, and for what.
 * <pre>
 * publishers.properties   acme.roots=acme-root.pem    acme.kinds=abis,matcher    acme.grants=native-code
 *                         unsigned.kinds=notifier     unsigned.grants=framework
 * *.pem                   certificates that publishers.properties names
 * *.crl                   revocation lists, PEM or DER; all are heeded
 * </pre>
 *
 * @param roots
 *            who is meant by each root
 * @param unsigned
 *            what a jar may be that nobody signed, where such jars are taken
 */
record PublisherTrust(Map<X509Certificate, Publisher> roots, List<X509CRL> revoked, Publisher unsigned) {
    private static final String SETTINGS = "publishers.properties";
    private static final String UNSIGNED = "unsigned";
    /** Without a word about them: any plugin, but none that offers more than plugins do or needs a grant. */
    private static final Publisher NOBODY = new Publisher(UNSIGNED, KindNames.known(), Set.of());

    /** One publisher, what it may install and what that may do beyond. */
    record Publisher(String name, Set<String> kinds, Set<Grant> grants) {}

    /** A folder that is not there trusts nobody; one that is not in order throws, for half of it could be worse. */
    static PublisherTrust read(Path folder) throws Refusal {
        if (!Files.isRegularFile(folder.resolve(SETTINGS))) {
            return new PublisherTrust(Map.of(), List.of(), NOBODY);
        }
        try (Reader reader = Files.newBufferedReader(folder.resolve(SETTINGS))) {
            Properties settings = new Properties();
            settings.load(reader);
            Map<X509Certificate, Publisher> roots = new LinkedHashMap<>();
            Publisher unsigned = NOBODY;
            for (String name : names(settings)) {
                Publisher publisher = publisher(name, settings);
                if (name.equals(UNSIGNED)) {
                    unsigned = publisher;
                    continue;
                }
                for (String file : words(settings.getProperty(name + ".roots", ""))) {
                    addRoots(folder.resolve(file), publisher, roots);
                }
                if (!roots.containsValue(publisher)) {
                    throw unreadable(name + " has no root: set " + name + ".roots");
                }
            }
            return new PublisherTrust(Map.copyOf(roots), revocations(folder), unsigned);
        } catch (IOException | CertificateException | CRLException | IllegalArgumentException wrong) {
            throw unreadable(wrong.toString());
        }
    }

    private static Set<String> names(Properties settings) throws Refusal {
        Set<String> names = new TreeSet<>();
        for (String key : settings.stringPropertyNames()) {
            if (!key.matches("[a-z0-9-]+\\.(roots|kinds|grants)")) {
                throw unreadable(key + " in " + SETTINGS + " is neither NAME.roots nor NAME.kinds nor NAME.grants");
            }
            names.add(key.substring(0, key.indexOf('.')));
        }
        if (settings.containsKey(UNSIGNED + ".roots")) {
            throw unreadable(UNSIGNED + " is no publisher: it stands for jars without a signature and has no roots");
        }
        return names;
    }

    private static Publisher publisher(String name, Properties settings) throws Refusal {
        String kinds = settings.getProperty(name + ".kinds");
        Set<String> granted = kinds == null && name.equals(UNSIGNED) ? NOBODY.kinds : words(Objects.requireNonNullElse(kinds, ""));
        for (String kind : granted) {
            if (!KindNames.isKnown(kind)) {
                throw unreadable("the kind " + kind + " is none of " + KindNames.known());
            }
        }
        Set<Grant> grants = EnumSet.noneOf(Grant.class);
        for (String word : words(settings.getProperty(name + ".grants", ""))) {
            grants.add(Grant.of(word).orElseThrow(() -> unreadable("the grant " + word + " is none of " + Grant.words())));
        }
        return new Publisher(name, granted, grants);
    }

    private static void addRoots(Path file, Publisher publisher, Map<X509Certificate, Publisher> roots)
            throws IOException, CertificateException, Refusal {
        try (InputStream in = Files.newInputStream(file)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                Publisher other = roots.put((X509Certificate) certificate, publisher);
                if (other != null && !other.equals(publisher)) {
                    throw unreadable(other.name + " and " + publisher.name + " have the same root in " + file.getFileName());
                }
            }
        }
    }

    private static List<X509CRL> revocations(Path folder) throws IOException, CertificateException, CRLException, Refusal {
        List<X509CRL> lists = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().endsWith(".crl")).sorted().toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    int before = lists.size();
                    CertificateFactory.getInstance("X.509").generateCRLs(in).forEach(list -> lists.add((X509CRL) list));
                    if (lists.size() == before) {
                        throw unreadable(file.getFileName() + " holds no revocation list");
                    }
                }
            }
        }
        return List.copyOf(lists);
    }

    private static Set<String> words(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Refusal unreadable(String why) {
        return new Refusal(RefusalCode.TRUST_UNREADABLE, "conf/trust is not in order: " + why);
    }
}
