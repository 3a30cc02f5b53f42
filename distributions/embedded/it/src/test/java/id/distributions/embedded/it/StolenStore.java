package id.distributions.embedded.it;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What somebody has who copied the home of a system, without its key vault: every file, and all that the database
 * says when it is asked. The mails of a pilot lie in the home as well; elsewhere a mail server has them, so they do not count.
 */
final class StolenStore implements AutoCloseable {
    private static final List<String> NOT_TAKEN = List.of("keys", "mail");

    private final Path copy;
    private final Connection database;
    private final Map<String, byte[]> contents = new LinkedHashMap<>();

    /** Copies the home of a system that does not run. */
    StolenStore(Path home, Path copy, Path distribution) throws Exception {
        this.copy = copy;
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path place = home.relativize(file);
                if (!NOT_TAKEN.contains(place.getName(0).toString()) && !place.getName(0).toString().equals("cache")) {
                    Path target = copy.resolve(place.toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
        database = connect(distribution);
        readAll();
    }

    private Connection connect(Path distribution) throws Exception {
        try (Stream<Path> system = Files.walk(distribution.resolve("system"))) {
            Path jar = system.filter(file -> file.getFileName().toString().matches("(com\\.h2database\\.)?h2-[0-9.]+\\.jar")).findFirst()
                    .orElseThrow(() -> new AssertionError("the distribution has no H2"));
            URLClassLoader loader = new URLClassLoader(new URL[]{ jar.toUri().toURL() });
            Driver driver = (Driver) loader.loadClass("org.h2.Driver").getConstructor().newInstance();
            return driver.connect("jdbc:h2:file:" + copy.resolve("store/idem") + ";ACCESS_MODE_DATA=r;USER=idem", new Properties());
        }
    }

    private void readAll() throws Exception {
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(copy.relativize(file).toString(), bytes(file));
            }
        }
        StringBuilder script = new StringBuilder();
        rows("script").forEach(row -> script.append(row.getFirst()).append('\n'));
        contents.put("the database, said in SQL", script.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return Files.readAllBytes(file);
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    /** The answer to a question, as texts. */
    List<List<String>> rows(String sql) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = database.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** The first column. */
    List<String> column(String sql) throws Exception {
        return rows(sql).stream().map(List::getFirst).toList();
    }

    /** Whether some text stands anywhere, in its usual forms. */
    List<String> places(String text) {
        List<byte[]> forms = new ArrayList<>();
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            forms.add(text.getBytes(charset));
        }
        forms.addAll(encoded(text.getBytes(StandardCharsets.UTF_8)));
        return places(forms);
    }

    /** Whether some bytes stand anywhere, as they are or as text. */
    List<String> places(byte[] bytes) {
        List<byte[]> forms = new ArrayList<>(encoded(bytes));
        forms.add(bytes);
        return places(forms);
    }

    /** Hexadecimal, and Base64 for each of the three places where a group may begin. */
    private static List<byte[]> encoded(byte[] bytes) {
        List<String> texts = new ArrayList<>();
        texts.add(HexFormat.of().formatHex(bytes));
        texts.add(HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT));
        for (int shift = 0; shift < 3; shift++) {
            byte[] moved = new byte[bytes.length + shift];
            System.arraycopy(bytes, 0, moved, shift, bytes.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(moved);
            // Characters at the ends hold bits of what is beside.
            String inner = text.substring(shift == 0 ? 0 : 4, Math.max(shift == 0 ? 0 : 4, text.length() - 2));
            texts.add(inner);
            texts.add(inner.replace('+', '-').replace('/', '_'));
        }
        return texts.stream().filter(text -> text.length() >= 6).map(text -> text.getBytes(StandardCharsets.US_ASCII)).toList();
    }

    private List<String> places(List<byte[]> forms) {
        List<String> places = new ArrayList<>();
        contents.forEach((name, content) -> {
            if (forms.stream().anyMatch(form -> indexOf(content, form) >= 0)) {
                places.add(name);
            }
        });
        return places;
    }

    /** Where some text stands first in the file of the database; -1 where it does not. */
    int placeInFile(String text) {
        return indexOf(contents.get("store/idem.mv.db"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static int indexOf(byte[] content, byte[] wanted) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return text.indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws Exception {
        database.close();
    }
}
