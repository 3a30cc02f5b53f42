package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** The distribution holds what runs, and nothing of how it was made. */
public class DistributionContentsTest {
    private static final Pattern LEFT_OVER = Pattern
            .compile("(.*/)?(\\.git|\\.svn|\\.mvn|pom\\.xml|.*\\.java|.*\\.bndrun|.*~|.*\\.orig|.*\\.rej)");
    /** Of ours: tests, and what only tests use. */
    private static final Pattern TESTS = Pattern.compile("id/.*(Test|IT|FuzzTest)(\\$.*)?\\.class|org/junit/.*|id/tck/.*|id/fuzz/.*");

    @Test
    public void nothingOfTheSourceTreeIsInIt() throws Exception {
        Path folder = new AssembledFolder().path();
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> left = files.map(file -> folder.relativize(file).toString()).filter(name -> !name.startsWith("data"))
                    .filter(name -> LEFT_OVER.matcher(name).matches()).toList();
            assertEquals(List.of(), left);
        }
    }

    @Test
    public void noBundleHoldsTests() throws Exception {
        Set<String> tests = new TreeSet<>();
        for (Path jar : AssembledFolder.jars(new AssembledFolder().path())) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream().map(entry -> entry.getName()).filter(name -> TESTS.matcher(name).matches())
                        .forEach(name -> tests.add(jar.getFileName() + " " + name));
            }
        }
        assertEquals(Set.of(), tests);
    }
}
