package id.core.plugins.gate;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** The packages that a plugin may import beside {@code id.api} and its own: the table {@code plugin-packages.properties}. */
public final class PluginPackages {
    private static final Map<String, Source> TABLE = read();

    /** Where a package may come from. */
    private enum Source {
        JDK, SHARED, FRAMEWORK, NATIVE_CODE;

        Optional<Grant> grant() {
            return switch (this) {
                case JDK, SHARED -> Optional.empty();
                case FRAMEWORK -> Optional.of(Grant.FRAMEWORK);
                case NATIVE_CODE -> Optional.of(Grant.NATIVE_CODE);
            };
        }
    }

    private PluginPackages() {}

    /**
     * Whether a plugin may have a package that no plugin offers.
     *
     * @param fromPlatform
     *            whether the framework itself offers it: what belongs to Java counts from there only
     */
    public static boolean isOpen(String name, boolean fromPlatform, Set<Grant> grants) {
        if (name.startsWith("java.")) {
            return fromPlatform;
        }
        Source source = TABLE.get(name);
        boolean fits = source == Source.SHARED || source == Source.FRAMEWORK || fromPlatform;
        return source != null && fits && source.grant().map(grants::contains).orElse(true);
    }

    /** The grant that opens a package; empty when it is open to all, or to nobody. */
    public static Optional<Grant> grantFor(String name) {
        return Optional.ofNullable(TABLE.get(name)).flatMap(Source::grant);
    }

    private static Map<String, Source> read() {
        Properties lines = new Properties();
        try (Reader reader = new InputStreamReader(
                PluginPackages.class.getResourceAsStream("plugin-packages.properties"), StandardCharsets.UTF_8)) {
            lines.load(reader);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Map<String, Source> table = new HashMap<>();
        for (String name : lines.stringPropertyNames()) {
            String source = lines.getProperty(name).split(":")[0];
            table.put(name, Source.valueOf(source.strip().toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        return Map.copyOf(table);
    }
}
