package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Which Java {@code bin/idem} takes, and what it says where none is new enough. */
public class FindJavaTest {
    /** What the script itself needs; nothing else is on its path. */
    private static final List<String> TOOLS = List.of("bash", "dirname", "readlink", "sed", "head");

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private final Map<String, String> environment = new TreeMap<>();
    private Path tools;

    /** What the script left behind. */
    private record Result(int exitCode, String out, String err) {}

    @Before
    public void isolate() throws IOException {
        tools = folder.newFolder("tools").toPath();
        for (String tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), onThePath(tool));
        }
        environment.put("PATH", tools.toString());
        environment.put("IDEM_JAVA_HOMES", "");
    }

    private static Path onThePath(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder).resolve(tool)).filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new AssertionError("no " + tool + " on the path"));
    }

    private FakeJava java(String name, String version) throws IOException {
        return FakeJava.create(folder.getRoot().toPath().resolve(name), version);
    }

    private Result idem(String... arguments) throws IOException, InterruptedException {
        Path err = folder.getRoot().toPath().resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(new AssembledFolder().path().resolve("bin/idem").toString()),
                        Stream.of(arguments)).toList())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, Files.readString(err));
    }

    private void isRefused(String... arguments) throws IOException, InterruptedException {
        Result result = idem(arguments);
        assertEquals(result.toString(), 2, result.exitCode());
        assertEquals(result.toString(), "", result.out());
        assertEquals(result.err(), 1, result.err().lines().count());
        assertTrue(result.err(), result.err().startsWith("Idem needs Java 21 or newer and found none: install one"));
        assertTrue(result.err(), result.err().contains("JAVA_HOME"));
    }

    private void isTaken(FakeJava java) throws IOException, InterruptedException {
        Result result = idem("status", "e1");
        assertEquals(result.toString(), 0, result.exitCode());
        assertEquals(java.mark(), result.out().strip());
        assertEquals("", result.err());
    }

    @Test
    public void noJavaIsToldInOneLine() throws Exception {
        isRefused("run");
        isRefused("status", "e1");
        isRefused();
    }

    @Test
    public void anOldJavaIsTakenFromNowhere() throws Exception {
        environment.put("JAVA_HOME", java("a", "17.0.10").home());
        environment.put("PATH", tools + File.pathSeparator + java("b", "17.0.10").bin());
        environment.put("IDEM_JAVA_HOMES",
                java("c", "17.0.10").home() + ":" + java("d", "1.8.0_392").withRelease("1.8.0_392").home());
        isRefused("run");
        isRefused("status", "e1");
    }

    @Test
    public void aPlaceWithoutJavaIsPassedOver() throws Exception {
        environment.put("JAVA_HOME", folder.newFolder("empty").toString());
        environment.put("IDEM_JAVA_HOMES", folder.getRoot() + "/absent::" + folder.newFolder("bare"));
        isRefused("run");
    }

    @Test
    public void aNewEnoughOneIsTakenBehindOldOnes() throws Exception {
        FakeJava wanted = java("with a space", "21.0.2");
        environment.put("JAVA_HOME", java("a", "17.0.10").home());
        environment.put("PATH", tools + File.pathSeparator + java("b", "17.0.10").bin());
        environment.put("IDEM_JAVA_HOMES",
                java("c", "17.0.10").home() + ":" + wanted.home() + ":" + java("e", "25").home());
        isTaken(wanted);
    }

    @Test
    public void theHomeThatWasNamedComesFirstThenThePath() throws Exception {
        FakeJava onThePath = java("b", "25");
        environment.put("PATH", tools + File.pathSeparator + onThePath.bin());
        environment.put("IDEM_JAVA_HOMES", java("c", "25").home());
        isTaken(onThePath);
        FakeJava named = java("a", "21");
        environment.put("JAVA_HOME", named.home());
        isTaken(named);
    }

    @Test
    public void theReleaseFileIsBelieved() throws Exception {
        FakeJava wanted = java("a", "17.0.10").withRelease("21.0.2");
        environment.put("IDEM_JAVA_HOMES", wanted.home());
        isTaken(wanted);
    }

    /** A service manager may start it without one. */
    @Test
    public void noHomeOfTheUserIsNeeded() throws Exception {
        FakeJava wanted = java("a", "21.0.2");
        environment.put("JAVA_HOME", wanted.home());
        environment.remove("IDEM_JAVA_HOMES");
        isTaken(wanted);
    }
}
