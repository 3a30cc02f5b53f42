package id.bench;

import java.util.HashMap;
import java.util.Map;

/** What the command line asks for, as {@code name=value}. */
record BenchArguments(Map<String, String> values) {
    static BenchArguments parse(String lines) {
        Map<String, String> values = new HashMap<>();
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("Write name=value, not " + line);
            }
            values.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return new BenchArguments(values);
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(values.getOrDefault(name, Integer.toString(otherwise)));
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(values.get(name));
    }
}
