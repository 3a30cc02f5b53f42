package id.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DistributionTest {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();
    private Path root;

    @Before
    public void layOut() throws Exception {
        root = folder.getRoot().toPath();
        for (String file : List.of("system/02/b.jar", "system/02/a.jar", "system/10/c.jar", "system/10/notes.txt", "bench/d.jar",
                "conf/framework.properties")) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.createFile(root.resolve(file));
        }
        Files.writeString(root.resolve("conf/framework.properties"), "a=${home}/x\nb=${distribution}:${port}\n");
    }

    @Test
    public void theFolderNameIsTheStartLevel() throws Exception {
        Map<Integer, List<Path>> levels = new Distribution(root).bundles(false);
        assertEquals(Map.of(2, List.of(root.resolve("system/02/a.jar"), root.resolve("system/02/b.jar")), 10,
                List.of(root.resolve("system/10/c.jar"))), levels);
    }

    @Test
    public void measurementsAreInstalledOnRequestOnly() throws Exception {
        assertEquals(List.of(root.resolve("bench/d.jar")), new Distribution(root).bundles(true).get(40));
        assertFalse(new Distribution(root).bundles(false).containsKey(40));
    }

    @Test
    public void placeholdersAreReplaced() throws Exception {
        Options options = Options.parse(root, List.of("--home", "/var/idem", "--port", "81", "--bench", "enroll", "1", "two words"));
        Map<String, String> properties = new Distribution(root).frameworkProperties(options);
        assertEquals("/var/idem/x", properties.get("a"));
        assertEquals(root + ":81", properties.get("b"));
        assertEquals("81", properties.get("org.osgi.service.http.port"));
        assertEquals("enroll", properties.get("idem.bench"));
        assertEquals("1\ntwo words", properties.get("idem.bench.args"));
        assertEquals(root.resolve("conf").toString(), properties.get("felix.fileinstall.dir"));
    }

    @Test
    public void foldersOfTheHomeAreWatchedToo() throws Exception {
        Path home = folder.newFolder("home").toPath();
        Files.createDirectories(home.resolve("conf"));
        Options options = Options.parse(root, List.of("--home", home.toString()));
        assertEquals(root.resolve("conf") + "," + home.resolve("conf"),
                new Distribution(root).frameworkProperties(options).get("felix.fileinstall.dir"));
    }
}
