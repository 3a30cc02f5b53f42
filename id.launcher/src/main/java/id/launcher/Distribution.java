package id.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The exploded folder of a distribution.
 * <pre>
 * conf/framework.properties   framework properties; ${home}, ${distribution}, ${port} are replaced
 * conf/                       watched: settings that come and go while the system runs
 * plugins/                    jars of plugins, taken in by id.core.plugins
 * system/LEVEL/*.jar          bundles, by start level
 * bench/*.jar                 installed with --bench only
 * </pre>
 */
record Distribution(Path folder) {
    /** Start level of the measurements: after everything else. */
    private static final int BENCH_LEVEL = 40;

    /** @return bundles by start level, in name order */
    Map<Integer, List<Path>> bundles(boolean bench) throws IOException {
        Map<Integer, List<Path>> levels = new TreeMap<>();
        try (Stream<Path> folders = Files.list(folder.resolve("system"))) {
            for (Path level : folders.filter(Files::isDirectory).toList()) {
                levels.put(Integer.valueOf(level.getFileName().toString()), jars(level));
            }
        }
        if (bench) {
            levels.put(BENCH_LEVEL, jars(folder.resolve("bench")));
        }
        return levels;
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().toList();
        }
    }

    Map<String, String> frameworkProperties(Options options) throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("conf/framework.properties"))) {
            file.load(reader);
        }
        Map<String, String> known = Map.of("home", options.home().toString(), "distribution", folder.toString(), "port",
                Integer.toString(options.port()));
        Map<String, String> properties = new HashMap<>();
        file.forEach((key, value) -> properties.put((String) key, replaced((String) value, known)));
        properties.put("idem.home", options.home().toString());
        properties.put("idem.distribution", folder.toString());
        properties.put("idem.conf", folder.resolve("conf").toString());
        properties.put("idem.port", Integer.toString(options.port()));
        properties.put("org.osgi.service.http.port", Integer.toString(options.port()));
        properties.put("org.osgi.framework.storage", options.home().resolve("cache").toString());
        properties.put("felix.fileinstall.dir", watched(options).stream().map(Path::toString).collect(Collectors.joining(",")));
        options.bench().ifPresent(name -> {
            properties.put("idem.bench", name);
            // The flight recorder of Java, for measurements alone: it sees all that the process does.
            properties.merge("org.osgi.framework.system.packages.extra", "jdk.jfr,jdk.jfr.consumer",
                    (offered, more) -> offered + "," + more);
            properties.put("idem.bench.args", String.join("\n", options.benchArguments()));
        });
        return properties;
    }

    /** The home's settings come after the distribution's own, and only when the folder is there at the start. */
    private List<Path> watched(Options options) {
        Path own = options.home().resolve("conf");
        return Files.isDirectory(own) ? List.of(folder.resolve("conf"), own) : List.of(folder.resolve("conf"));
    }

    private static String replaced(String value, Map<String, String> known) {
        String result = value;
        for (Map.Entry<String, String> entry : known.entrySet()) {
            result = result.replace("${" + entry.getKey() + "}", entry.getValue());
        }
        return result;
    }
}
