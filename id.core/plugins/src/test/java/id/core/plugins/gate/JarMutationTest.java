package id.core.plugins.gate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.core.plugins.gate.TestAuthority.Wish;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.stream.IntStream;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Changed jars, 100,000 or as many as {@code -Didem.mutants} says: none of them is accepted
 * with another content than what was signed.
 * <p>
 * Content is each file's name and bytes, as every kind of reader sees them, but for the signature block: it cannot sign
 * itself, holds parts that nothing covers, and is no part of what runs. Times, the order of entries, how they are packed
 * and entries for folders are not content.
 */
public class JarMutationTest {
    @ClassRule public static final TemporaryFolder WORK = new TemporaryFolder();
    private static final int MUTANTS = Integer.getInteger("idem.mutants", 100_000);
    private static final long SEED = 20_260_601;
    private static final List<byte[]> JARS = new ArrayList<>();
    private static TrustFolder trust;

    private static final ThreadLocal<Path> FILES = ThreadLocal.withInitial(JarMutationTest::ownFile);

    private final Map<JarMutation, Map<String, Integer>> told = new ConcurrentSkipListMap<>();

    @BeforeClass
    public static void sign() throws Exception {
        TestAuthority acme = TestAuthority.root("Acme Root");
        TestAuthority beta = TestAuthority.root("Beta Root");
        TestAuthority first = acme.issue(Wish.signer("Acme"));
        TestAuthority second = beta.issue(Wish.authority("Beta Signing")).issue(Wish.signer("Beta"));
        JARS.add(TestJar.plugin("com.example.one").signed(first, "ACME"));
        JARS.add(TestJar.plugin("com.example.two").signed(second, "BETA"));
        JARS.add(TestJar.plugin("com.example.three").with("data.bin", new byte[3_000]).signed(first, "ACME"));
        JARS.add(TestJar.plugin("com.example.four").header("Provide-Capability: id.plugin;kind=notifier").signed(second, "BETA"));
        trust = new TrustFolder(WORK.getRoot().toPath()).root("acme.pem", acme).root("beta.pem", beta)
                .grant("acme.roots=acme.pem\nacme.kinds=notifier\nbeta.roots=beta.pem\nbeta.kinds=notifier\n");
    }

    @Test
    public void noChangedJarIsAccepted() throws Exception {
        JarMutation[] kinds = JarMutation.values();
        long start = System.nanoTime();
        IntStream.range(0, MUTANTS).parallel().forEach(i -> judge(kinds[i % kinds.length], i));
        print((System.nanoTime() - start) / 1e9);
        assertEquals("what nobody touched is accepted", Map.of("accepted", MUTANTS / kinds.length),
                told.get(JarMutation.UNTOUCHED));
        assertEquals("packing is not content", Map.of("accepted", (MUTANTS + 1) / kinds.length), told.get(JarMutation.REPACKED));
    }

    /** Each mutant has a chance of its own, so that it is the same one whichever thread makes it. */
    private void judge(JarMutation kind, int number) {
        Random random = new Random(SEED + number);
        int base = random.nextInt(JARS.size());
        int other = (base + 1 + random.nextInt(JARS.size() - 1)) % JARS.size();
        try {
            judge(kind, kind.apply(JARS.get(base), JARS.get(other), random), JARS.get(base), "mutant " + number + " (" + kind + ")");
        } catch (IOException broken) {
            throw new UncheckedIOException("mutant " + number + " (" + kind + ")", broken);
        }
    }

    private void judge(JarMutation kind, byte[] mutant, byte[] base, String what) throws IOException {
        Path file = FILES.get();
        Files.write(file, mutant);
        GateVerdict verdict = trust.gate().judge(file);
        String word = switch (GateMode.PRODUCTION.settle(verdict)) {
            case GateVerdict.Refused refused -> refused.code().name();
            case GateVerdict.Unsigned unsigned -> throw new AssertionError("production takes no unsigned jar");
            case GateVerdict.Accepted accepted -> {
                assertSame(what, base, mutant, file);
                yield "accepted";
            }
        };
        if (verdict instanceof GateVerdict.Unsigned) {
            assertEquals(what + " bears traces of a signature", JarMutation.STRIPPED_SIGNER, kind);
        }
        if (word.equals("accepted") && !Arrays.equals(mutant, base) && kind != JarMutation.REPACKED) {
            word = "accepted, same content";
        }
        told.computeIfAbsent(kind, each -> new ConcurrentSkipListMap<>()).merge(word, 1, Integer::sum);
    }

    private static Path ownFile() {
        return WORK.getRoot().toPath().resolve("judged-" + Thread.currentThread().threadId() + ".jar");
    }

    static void assertSame(String what, byte[] base, byte[] mutant, Path file) throws IOException {
        Map<String, String> signed = files(TestJar.of(base).entries());
        assertEquals(what + " read from the front", signed, files(TestJar.of(mutant).entries()));
        assertEquals(what + " read by the directory", signed, files(byDirectory(file)));
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(mutant))) {
            assertTrue(what + " has its manifest in front", in.getManifest() != null);
        }
    }

    private static Map<String, byte[]> byDirectory(Path file) throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        try (JarFile zip = new JarFile(file.toFile(), false)) {
            for (JarEntry entry : Collections.list(zip.entries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    all.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return all;
    }

    private static Map<String, String> files(Map<String, byte[]> entries) {
        Map<String, String> files = new TreeMap<>();
        entries.forEach((name, content) -> {
            if (!name.endsWith("/") && !name.endsWith(".RSA")) {
                files.put(name, PluginGate.sha256(content));
            }
        });
        return files;
    }

    private void print(double seconds) {
        StringBuilder table = new StringBuilder();
        Map<String, Integer> totals = new TreeMap<>();
        told.forEach((kind, words) -> {
            table.append(String.format(Locale.ROOT, "%n  %-20s %s", kind, words));
            words.forEach((word, count) -> totals.merge(word, count, Integer::sum));
        });
        System.out.printf(Locale.ROOT, "%d jars judged in %.1f s, seed %d%s%n  in all: %s%n", MUTANTS, seconds, SEED, table, totals);
    }
}
