package id.core.plugins.install;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.plugin.PluginOutcome;
import id.core.plugins.gate.GateMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DropFolderTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Rule public final TemporaryFolder temporary = new TemporaryFolder();

    private Path home;
    private Path drop;
    private Installation system;
    private DropFolder folder;
    private long clock = System.currentTimeMillis() - 1_000_000;

    @Before
    public void start() throws Exception {
        home = temporary.getRoot().toPath();
        drop = Files.createDirectories(home.resolve("plugins"));
        open(LONG);
    }

    private void open(Duration patience) throws Exception {
        system = new Installation(home, GateMode.PILOT);
        system.changes.startAll();
        folder = new DropFolder(List.of(drop, home.resolve("not-there")), system.changes, home.resolve("installed/dropped.list"), patience);
    }

    private void restart() throws Exception {
        system.close();
        open(LONG);
    }

    @After
    public void stop() throws Exception {
        system.close();
    }

    @Test
    public void aDroppedJarIsTakenAtTheSecondLookAndGoesWithItsFile() throws Exception {
        Path jar = write("sms.jar", SampleJar.of("1.0.0", ""));
        folder.look();
        assertTrue("it may still be written", system.send(0) instanceof PluginOutcome.Absent);
        folder.look();
        assertEquals("1.0.0", system.answer());
        folder.look();
        assertEquals(List.of("plugin.installed DONE"), system.events());
        Files.delete(jar);
        folder.look();
        assertTrue(system.send(0) instanceof PluginOutcome.Absent);
        assertEquals(List.of("plugin.installed DONE", "plugin.removed DONE"), system.events());
    }

    /** Cut at every place that a copying program may pause at, and longer than any look. */
    @Test
    public void aHalfCopiedJarIsNotTouchedUntilItIsWhole() throws Exception {
        byte[] whole = SampleJar.of("1.0.0", "");
        for (int length : new int[]{ 0, 1, 21, 22, 1_000, whole.length - 22, whole.length - 1 }) {
            write("sms.jar", Arrays.copyOf(whole, length));
            look(3);
            assertEquals("cut at " + length, List.of(), system.events());
        }
        write("sms.jar", whole);
        look(2);
        assertEquals("1.0.0", system.answer());
        assertEquals(List.of("plugin.installed DONE"), system.events());
    }

    @Test
    public void aFileThatStaysBrokenIsRefusedOnceAndTakenWhenMended() throws Exception {
        system.close();
        open(Duration.ofMillis(1));
        byte[] whole = SampleJar.of("1.0.0", "");
        write("sms.jar", Arrays.copyOf(whole, 500));
        look(4);
        assertEquals(List.of("plugin.refused REFUSED"), system.events());
        assertEquals("NOT_A_JAR", system.refusals.all().getFirst().code());
        assertEquals("sms.jar", system.refusals.all().getFirst().file());
        write("sms.jar", whole);
        look(3);
        assertEquals("1.0.0", system.answer());
    }

    @Test
    public void aJarThatIsWrittenOverIsAnUpgrade() throws Exception {
        write("sms.jar", SampleJar.of("1.0.0", ""));
        look(2);
        write("sms.jar", SampleJar.of("2.0.0", ""));
        look(2);
        assertEquals("2.0.0", system.answer());
        assertEquals(List.of("plugin.installed DONE", "plugin.upgraded DONE"), system.events());
    }

    @Test
    public void theLastOneDroppedCountsAlsoAfterARestart() throws Exception {
        Path old = write("sms-2.jar", SampleJar.of("2.0.0", ""));
        look(2);
        write("sms-1.jar", SampleJar.of("1.0.0", ""));
        look(2);
        assertEquals("going back is an upgrade too", "1.0.0", system.answer());
        restart();
        look(3);
        assertEquals("1.0.0", system.answer());
        Files.delete(old);
        look(2);
        assertEquals("the file that was followed keeps nothing", "1.0.0", system.answer());
    }

    @Test
    public void whatWasRemovedByCommandStaysAwayThoughItsFileIsThere() throws Exception {
        write("sms.jar", SampleJar.of("1.0.0", ""));
        look(2);
        system.changes.remove(SampleJar.NAME, java.util.Optional.empty(), Installation.ADMIN);
        look(3);
        restart();
        look(3);
        assertTrue(system.send(0) instanceof PluginOutcome.Absent);
    }

    @Test
    public void whatWasTakenOutWhileTheSystemWasDownIsGone() throws Exception {
        Path jar = write("sms.jar", SampleJar.of("1.0.0", ""));
        look(2);
        Files.delete(jar);
        restart();
        look(2);
        assertTrue(system.send(0) instanceof PluginOutcome.Absent);
    }

    /** A full disk, a storage that is not up yet: what was told to wait may not be forgotten. */
    @Test
    public void whatCannotBeTakenNowIsTakenLater() throws Exception {
        Path store = home.resolve("installed");
        Path away = Files.move(store, home.resolve("away"));
        write("sms.jar", SampleJar.of("1.0.0", ""));
        look(4);
        assertTrue(system.send(0) instanceof PluginOutcome.Absent);
        assertEquals(List.of(), system.events());
        assertEquals(Map.of("sms.jar", "The plugin store cannot be written: look at the disk of the home"), folder.waiting());
        assertEquals("it is whole", List.of(), folder.incomplete());
        Files.move(away, store);
        for (int i = 0; i < 3_000 && system.events().isEmpty(); i++) {
            look(1);
        }
        assertEquals("1.0.0", system.answer());
        look(2);
        assertEquals(List.of("plugin.installed DONE"), system.events());
        assertEquals(Map.of(), folder.waiting());
    }

    @Test
    public void filesOfOthersAreLeftAlone() throws Exception {
        write(".sms.jar", SampleJar.of("1.0.0", ""));
        write("README.md", "hello".getBytes());
        Files.createDirectory(drop.resolve("folder.jar"));
        look(3);
        assertEquals(List.of(), system.events());
    }

    private void look(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            folder.look();
            Thread.sleep(2);
        }
    }

    /** Each time at another minute, as by hand. */
    private Path write(String name, byte[] content) throws IOException {
        Path file = Files.write(drop.resolve(name), content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        clock += 60_000;
        return Files.setLastModifiedTime(file, FileTime.fromMillis(clock));
    }
}
