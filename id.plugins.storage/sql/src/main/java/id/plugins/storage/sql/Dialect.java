package id.plugins.storage.sql;

import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** What differs between the databases: the rest is common SQL, and {@code databaseId} in the mappers. */
enum Dialect {
    H2("h2", "binary large object", Set.of("40001"), Set.of(50200, 90131)), POSTGRESQL("postgresql", "bytea", Set.of("40001", "40P01"),
            Set.of());

    /** Ways to write to a file without a thread's interrupt closing it for everybody; see {@link #prepare}. */
    private static final Pattern PLAIN_FILE = Pattern.compile("^jdbc:h2:(file:|(?=[/.~]))");
    private static final String H2_ASYNC = "jdbc:h2:async:";

    private final String id;
    private final String largeBinaryType;
    private final Set<String> passingStates;
    private final Set<Integer> passingCodes;

    Dialect(String id, String largeBinaryType, Set<String> passingStates, Set<Integer> passingCodes) {
        this.id = id;
        this.largeBinaryType = largeBinaryType;
        this.passingStates = passingStates;
        this.passingCodes = passingCodes;
    }

    /** The dialect of a JDBC URL; null when there is none. */
    static Dialect of(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return H2;
        }
        return url.startsWith("jdbc:postgresql:") ? POSTGRESQL : null;
    }

    /** The name in the mappers. */
    String id() {
        return id;
    }

    /** Variables of the migrations. */
    Properties variables() {
        Properties variables = new Properties();
        variables.put("large", largeBinaryType);
        return variables;
    }

    /** Whether the database rolled back because of other transactions, so that the same work may succeed now. */
    boolean isPassing(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && passingStates.contains(state) || passingCodes.contains(failure.getErrorCode());
    }

    /**
     * The URL with the settings that the stores rely on; what the operator wrote there stays. H2 keeps freed blocks for
     * 45 s, for disks that nobody syncs; with a sync for each commit, 10 s will do and the file stays smaller.
     */
    String prepare(String url, int lockTimeoutMs) {
        return switch (this) {
            case H2 -> withOptions(uninterruptible(url), ";",
                    Map.of("MODE", "PostgreSQL", "LOCK_TIMEOUT", Integer.toString(lockTimeoutMs), "QUERY_CACHE_SIZE",
                            "256", "DB_CLOSE_ON_EXIT", "FALSE", "TRACE_LEVEL_FILE", "0", "RETENTION_TIME", "10000"));
            case POSTGRESQL -> withOptions(url, url.contains("?") ? "&" : "?",
                    Map.of("options", "-c%20lock_timeout=" + lockTimeoutMs, "reWriteBatchedInserts", "true",
                            "tcpKeepAlive", "true", "ApplicationName", "idem", "socketTimeout", "60"));
        };
    }

    /**
     * A file channel closes when a thread that uses it is interrupted, and every plugin call that runs out of time is:
     * H2's {@code async} file system is the one that survives that.
     */
    private static String uninterruptible(String url) {
        return PLAIN_FILE.matcher(url).replaceFirst(H2_ASYNC);
    }

    private static String withOptions(String url, String first, Map<String, String> options) {
        StringBuilder full = new StringBuilder(url);
        String separator = first;
        for (String key : options.keySet().stream().sorted().toList()) {
            if (!full.toString().toUpperCase(java.util.Locale.ROOT)
                    .contains(key.toUpperCase(java.util.Locale.ROOT) + "=")) {
                full.append(separator).append(key).append('=').append(options.get(key));
                separator = ";".equals(first) ? ";" : "&";
            }
        }
        return full.toString();
    }
}
