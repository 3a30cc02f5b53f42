package id.distributions.embedded.it;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tree that the distribution under test was built from. */
final class SourceTree {
    private final Path root = new AssembledFolder().path().resolve("../../../..").normalize();

    Path path(String name) {
        return root.resolve(name);
    }

    /** @return every Java file below a folder of that name, such as {@code src/main/java}, in any module */
    List<Path> java(String folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                return name.equals("target") || name.startsWith(".") && !directory.equals(root) ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java") && file.toString().replace('\\', '/').contains("/" + folder + "/")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /**
     * @return the text of every Java file that runs in a system, by its path in the tree: kits for vendors, measurements,
     *         fuzzing and simulated devices do not
     */
    Map<String, String> product() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Path file : java("src/main/java")) {
            String path = root.relativize(file).toString().replace('\\', '/');
            if (!path.matches("id\\.(tck|bench|fuzz)/.*|.*simulator.*")) {
                texts.put(path, Files.readString(file));
            }
        }
        return texts;
    }
}
