package id.core.plugins.gate;

import id.core.plugins.gate.TestAuthority.Wish;
import id.fuzz.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Jars at the gate. An input is a whole jar, or, when it begins with M, the manifest and one component of a jar that is
 * packed here, so that no checksum keeps the fuzzer from what is inside. What the gate accepts has the content that was
 * signed; what it only lets pass as unsigned says what it is.
 */
public class PluginJarFuzzTest extends FuzzTest {
    private static final char PACKED_HERE = 'M';
    private static final char BOUNDARY = '\f';
    private static final Path JUDGED = Path.of("judged.jar");

    /** Read once in the process that fuzzes. */
    private static final class World {
        static final World OPEN = new World();
        final PluginGate gate = new PluginGate(fixture().resolve("trust"), InstantSource.fixed(TestAuthority.NOW));
        final byte[] signed;

        World() {
            try {
                signed = Files.readAllBytes(fixture().resolve("signed.jar"));
            } catch (IOException missing) {
                throw new IllegalStateException(missing);
            }
        }
    }

    @Override
    protected void prepare(Path folder) throws Exception {
        TestAuthority acme = TestAuthority.root("Acme Root");
        new TrustFolder(folder).root("acme.pem", acme).grant("acme.roots=acme.pem\nacme.kinds=notifier\n");
        Files.write(folder.resolve("signed.jar"),
                TestJar.plugin("com.example.one").signed(acme.issue(Wish.signer("Acme")), "ACME"));
    }

    @Override
    protected List<byte[]> seeds() throws Exception {
        TestJar plugin = TestJar.plugin("com.example.two");
        List<byte[]> seeds = new ArrayList<>(List.of(
                Files.readAllBytes(Path.of("target/fuzz/PluginJar/fixture/signed.jar")), plugin.bytes(), plugin.bytes(0)));
        String component = new String(plugin.entries().get(TestJar.COMPONENT), StandardCharsets.UTF_8);
        for (String header : List.of("X: y", "Provide-Capability: id.plugin;kind:List<String>=\"abis,matcher\"",
                "Import-Package: a;version=\"[1,2)\";resolution:=optional,org.osgi.framework", "Multi-Release: true",
                "Provide-Capability: id.plugin;kind=abis;a=" + "\"\"".repeat(20))) {
            seeds.add((PACKED_HERE + new String(plugin.header(header).entries().get(TestJar.MANIFEST), StandardCharsets.UTF_8)
                    + BOUNDARY + component).getBytes(StandardCharsets.UTF_8));
        }
        return seeds;
    }

    @Override
    protected int longest() {
        return 6_000;
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        byte[] jar = input.length > 0 && input[0] == PACKED_HERE ? packed(input) : input;
        Files.write(JUDGED, jar);
        switch (World.OPEN.gate.judge(JUDGED)) {
            case GateVerdict.Accepted accepted -> JarMutationTest.assertSame("The input", World.OPEN.signed, jar, JUDGED);
            case GateVerdict.Unsigned unsigned -> {
                if (unsigned.kinds().isEmpty()) {
                    throw new AssertionError("A jar passes that does not say what it is");
                }
            }
            case GateVerdict.Refused refused -> {
                if (refused.why().isBlank()) {
                    throw new AssertionError("A refusal says nothing");
                }
            }
        }
    }

    private static byte[] packed(byte[] input) throws IOException {
        int boundary = 1;
        while (boundary < input.length && input[boundary] != BOUNDARY) {
            boundary++;
        }
        return TestJar.plugin("com.example.two").with(TestJar.MANIFEST, Arrays.copyOfRange(input, 1, boundary))
                .with(TestJar.COMPONENT, Arrays.copyOfRange(input, Math.min(boundary + 1, input.length), input.length)).bytes(0);
    }
}
