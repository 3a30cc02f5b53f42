package id.distributions.embedded.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** cnf/supply of the source tree: what comes from outside, what is known of it, what is put up with. */
final class SupplyFolder {
    private final Path folder = new SourceTree().path("cnf/supply");

    /** A library in one version. {@code name} is {@code group:artifact}. */
    record Library(String name, String version) implements Comparable<Library> {
        @Override
        public int compareTo(Library other) {
            return Comparator.comparing(Library::name).thenComparing(Library::version).compare(this, other);
        }
    }

    /** A weakness that is put up with for some time. */
    record PutUpWith(String advisory, Library library, LocalDate since, LocalDate until, String reason) {
        boolean is(String id, Library other) {
            return advisory.equals(id) && library.equals(other);
        }
    }

    /** @return what the modules compile, test or ship with */
    Set<Library> libraries() throws IOException {
        Set<Library> libraries = new TreeSet<>();
        for (String line : Files.readAllLines(folder.resolve("modules.sha256"))) {
            List<String> path = List.of(line.split(" {2}", 2)[1].split("/"));
            int artifact = path.size() - 3;
            libraries.add(new Library(String.join(".", path.subList(0, artifact)) + ":" + path.get(artifact), path.get(artifact + 1)));
        }
        return libraries;
    }

    List<Advisory> advisories() throws IOException {
        List<Advisory> advisories = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("advisories"))) {
            for (Path file : files.sorted().toList()) {
                advisories.add(new Advisory(file));
            }
        }
        return advisories;
    }

    /** @return the lines of exceptions.md: advisory, library, version, since, until, reason */
    List<PutUpWith> exceptions() throws IOException {
        List<PutUpWith> exceptions = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("exceptions.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 8 && cells[4].strip().matches("\\d{4}-\\d{2}-\\d{2}")) {
                exceptions.add(new PutUpWith(cells[1].strip(), new Library(cells[2].strip(), cells[3].strip()),
                        LocalDate.parse(cells[4].strip()), LocalDate.parse(cells[5].strip()), cells[6].strip()));
            }
        }
        return exceptions;
    }
}
