package id.core.plugins.gate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Ways to change a signed jar. Each is a function of the jar, of another jar that is signed as well, and of chance. */
enum JarMutation {
    FLIPPED_BITS {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) {
            return flipped(jar, 0, 1 + random.nextInt(4), random);
        }
    },
    FLIPPED_DIRECTORY {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) {
            return flipped(jar, directory(jar), 1 + random.nextInt(2), random);
        }
    },
    /** The same bit in both headers of an entry: the two agree. */
    FLIPPED_BOTH_HEADERS {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) {
            ByteBuffer view = view(jar.clone());
            int central = central(view, random.nextInt(count(view)));
            int local = view.getInt(central + 42);
            int at = random.nextInt(26 + Short.toUnsignedInt(view.getShort(central + 28)));
            int bit = 1 << random.nextInt(8);
            int inCentral = central + at + (at < 26 ? 2 : 20);
            int inLocal = local + at + (at < 26 ? 0 : 4);
            view.put(inCentral, (byte) (view.get(inCentral) ^ bit)).put(inLocal, (byte) (view.get(inLocal) ^ bit));
            return view.array();
        }
    },
    TRUNCATED {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) {
            return Arrays.copyOf(jar, random.nextInt(jar.length));
        }
    },
    CUT_WITHIN {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) {
            int from = random.nextInt(jar.length);
            int to = from + 1 + random.nextInt(jar.length - from);
            return joined(Arrays.copyOf(jar, from), Arrays.copyOfRange(jar, to, jar.length));
        }
    },
    TRAILING_BYTES {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) {
            byte[] tail = random.nextBoolean() ? other : noise(random);
            byte[] longer = joined(jar, tail);
            if (random.nextBoolean()) {
                // Told as a comment of the archive, as far as it fits.
                view(longer).putShort(jar.length - 2, (short) tail.length);
            }
            return longer;
        }
    },
    LEADING_BYTES {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) {
            return joined(random.nextBoolean() ? other : noise(random), jar);
        }
    },
    ADDED_ENTRY {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) throws IOException {
            String name = List.of("com/example/Evil.class", "evil", "META-INF/INDEX.LIST", "META-INF/services/a.B",
                    "OSGI-INF/evil.xml", "META-INF/versions/9/A.class", "lib/", "META-INF/x/Y.SF").get(random.nextInt(8));
            List<Map.Entry<String, byte[]>> entries = entries(jar);
            byte[] content = name.endsWith("/") ? new byte[0] : noise(random);
            entries.add(random.nextInt(entries.size() + 1), Map.entry(name, content));
            return packed(entries, random);
        }
    },
    REMOVED_ENTRY {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) throws IOException {
            List<Map.Entry<String, byte[]>> entries = entries(jar);
            entries.remove(random.nextInt(entries.size()));
            return packed(entries, random);
        }
    },
    REORDERED {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) throws IOException {
            List<Map.Entry<String, byte[]>> entries = entries(jar);
            // Half of the time the manifest stays in front, where it must be.
            Collections.shuffle(random.nextBoolean() ? entries : entries.subList(1, entries.size()), random);
            return packed(entries, random);
        }
    },
    SWAPPED_MANIFEST {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) throws IOException {
            TestJar own = TestJar.of(jar);
            if (random.nextBoolean()) {
                return own.with(TestJar.MANIFEST, TestJar.of(other).entries().get(TestJar.MANIFEST)).bytes();
            }
            return own.header(List.of("Fragment-Host: a", "Bundle-Activator: Evil", "X: y", "Class-Path: evil.jar",
                    "Multi-Release: true").get(random.nextInt(5))).bytes();
        }
    },
    STRIPPED_SIGNER {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) throws IOException {
            TestJar own = TestJar.of(jar);
            List<String> traces = own.entries().keySet().stream().filter(JarSignatures::belongsToSignature).toList();
            int which = random.nextInt(3);
            for (int i = 0; i < 2; i++) {
                own = which == i ? own : own.without(traces.get(i));
            }
            return random.nextInt(8) == 0 ? own.with(TestJar.MANIFEST, bareManifest(own)).bytes() : own.bytes();
        }
    },
    DOUBLED_SIGNER {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) throws IOException {
            List<Map.Entry<String, byte[]>> entries = entries(jar);
            List<Map.Entry<String, byte[]>> from = random.nextBoolean() ? entries(other) : entries(jar);
            from.removeIf(entry -> !JarSignatures.belongsToSignature(entry.getKey()));
            from.removeIf(entry -> random.nextInt(4) == 0 && !entry.getKey().endsWith("SF"));
            for (Map.Entry<String, byte[]> entry : from) {
                String name = entry.getKey().replace("META-INF/", "META-INF/B");
                entries.add(1 + random.nextInt(3), Map.entry(name, entry.getValue()));
            }
            return packed(entries, random);
        }
    },
    FOREIGN_SIGNER {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) throws IOException {
            TestJar own = TestJar.of(jar);
            TestJar foreign = TestJar.of(other);
            for (String name : List.copyOf(own.entries().keySet())) {
                if (JarSignatures.belongsToSignature(name) && (name.endsWith(".SF") || random.nextBoolean())) {
                    String same = foreign.entries().keySet().stream().filter(JarSignatures::belongsToSignature)
                            .filter(theirs -> theirs.endsWith(name.substring(name.length() - 3))).findFirst().orElseThrow();
                    own = own.with(name, foreign.entries().get(same));
                }
            }
            return own.bytes();
        }
    },
    SWAPPED_CONTENT {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) throws IOException {
            List<Map.Entry<String, byte[]>> entries = entries(jar);
            List<Map.Entry<String, byte[]>> from = random.nextBoolean() ? entries : entries(other);
            int at = random.nextInt(entries.size());
            byte[] content = from.get(random.nextInt(from.size())).getValue();
            if (entries.get(at).getKey().endsWith("/") || random.nextBoolean()) {
                content = noise(random);
            }
            entries.set(at, Map.entry(entries.get(at).getKey().replaceFirst("/$", ""), content));
            return packed(entries, random);
        }
    },
    RENAMED {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) throws IOException {
            List<Map.Entry<String, byte[]>> entries = entries(jar);
            int at = random.nextInt(entries.size());
            String name = entries.get(at).getKey();
            char[] letters = name.toCharArray();
            int letter = random.nextInt(letters.length);
            letters[letter] = random.nextBoolean() ? Character.toLowerCase(letters[letter]) : (char) (' ' + random.nextInt(96));
            entries.set(at, Map.entry(new String(letters), entries.get(at).getValue()));
            return packed(entries, random);
        }
    },
    /** One entry twice, once with other content: readers differ in which they take. */
    SHADOWED_ENTRY {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) throws IOException {
            List<Map.Entry<String, byte[]>> entries = entries(jar);
            String name = entries.get(random.nextInt(entries.size())).getKey();
            String odd = "_".repeat(name.length());
            entries.add(random.nextInt(entries.size() + 1), Map.entry(odd, noise(random)));
            return PluginGateTest.replaced(packed(entries, random), odd, name);
        }
    },
    /** An entry that only the directory knows, or only who walks through the file. */
    HIDDEN_ENTRY {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) {
            ByteBuffer view = view(jar.clone());
            int entry = central(view, random.nextInt(count(view)));
            int length = 46 + Short.toUnsignedInt(view.getShort(entry + 28)) + Short.toUnsignedInt(view.getShort(entry + 30));
            int more = random.nextBoolean() ? 1 : -1;
            byte[] head = Arrays.copyOf(jar, entry + (more > 0 ? length : 0));
            byte[] changed = joined(head, Arrays.copyOfRange(jar, entry + (more > 0 ? 0 : length), jar.length));
            ByteBuffer end = view(changed);
            int at = changed.length - 22;
            end.putShort(at + 8, (short) (count(view) + more)).putShort(at + 10, (short) (count(view) + more));
            end.putInt(at + 12, view.getInt(jar.length - 10) + more * length);
            return changed;
        }
    },
    /** The same entries, packed anew: nothing that a reader sees is different. */
    REPACKED {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) throws IOException {
            return TestJar.of(jar).bytes(random.nextInt(10));
        }
    },
    UNTOUCHED {
        @Override
        byte[] apply(byte[] jar, byte[] other, Random random) {
            return jar.clone();
        }
    };

    abstract byte[] apply(byte[] jar, byte[] other, Random random) throws IOException;

    private static byte[] flipped(byte[] jar, int from, int bits, Random random) {
        byte[] changed = jar.clone();
        for (int i = 0; i < bits; i++) {
            changed[from + random.nextInt(jar.length - from)] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    private static byte[] bareManifest(TestJar jar) {
        String text = new String(jar.entries().get(TestJar.MANIFEST), StandardCharsets.UTF_8);
        return TestJar.text(text.substring(0, text.indexOf("\r\n\r\n") + 4));
    }

    private static List<Map.Entry<String, byte[]>> entries(byte[] jar) throws IOException {
        return new ArrayList<>(TestJar.of(jar).entries().entrySet());
    }

    private static byte[] packed(List<Map.Entry<String, byte[]>> entries, Random random) throws IOException {
        Map<String, byte[]> map = new LinkedHashMap<>();
        entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return new TestJar(map).bytes(random.nextInt(10));
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[1 + random.nextInt(40)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static ByteBuffer view(byte[] jar) {
        return ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int count(ByteBuffer jar) {
        return Short.toUnsignedInt(jar.getShort(jar.limit() - 12));
    }

    private static int directory(byte[] jar) {
        return view(jar).getInt(jar.length - 6);
    }

    private static int central(ByteBuffer jar, int index) {
        int at = jar.getInt(jar.limit() - 6);
        for (int i = 0; i < index; i++) {
            at += 46 + Short.toUnsignedInt(jar.getShort(at + 28)) + Short.toUnsignedInt(jar.getShort(at + 30));
        }
        return at;
    }
}
