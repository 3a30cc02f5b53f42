package id.core.plugins.process;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.core.plugins.gate.Grant;
import id.core.plugins.install.InstalledPlugin;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings, checked. */
record ProcessSettings(List<String> outside, int memoryMegabytes, int cpus, int niceness, int openFiles, Duration start,
        Duration restartFirst, Duration restartMost, int messageBytes, Duration silence, int hangingCalls,
        boolean requireNetworkNamespace) {
    static final String PID = "id.core.plugins.process";
    private static final String UNSIGNED = "unsigned";
    private static final String NATIVE = "native";
    private static final String ALL = "*";
    private static final Pattern WORD = Pattern.compile("\\*|!?[A-Za-z0-9._-]{1,200}");

    /** As written. */
    @ObjectClassDefinition(name = "Plugins in processes of their own")
    @interface Config {
        @AttributeDefinition(name = "Outside",
                description = "Which plugins run in a process of their own: symbolic names, unsigned, native (those granted native code), * for all; !name keeps one inside")
        String[] outOfProcess() default NATIVE;

        @AttributeDefinition(name = "Memory", description = "Heap of each process; megabytes, 32 to 65536")
        int memoryMegabytes() default 256;

        @AttributeDefinition(name = "Processors", description = "Processors that each process may use; 1 to 1024")
        int cpus() default 2;

        @AttributeDefinition(name = "Niceness", description = "How much each process gives way to others; 0 to 19")
        int niceness() default 10;

        @AttributeDefinition(name = "Open files", description = "Files and sockets that each process may hold; 64 to 65536")
        int openFiles() default 1024;

        @AttributeDefinition(name = "Start time", description = "Longest that a plugin may take to start; seconds, 1 to 600")
        int startSeconds() default 30;

        @AttributeDefinition(name = "First pause",
                description = "Pause before a process is started again; doubles each time; milliseconds, 10 to 60000")
        int restartFirstMillis() default 500;

        @AttributeDefinition(name = "Longest pause", description = "Longest pause before a process is started again; seconds, 1 to 3600")
        int restartMostSeconds() default 60;

        @AttributeDefinition(name = "Message size", description = "Largest call or answer; megabytes, 1 to 512")
        int messageMegabytes() default 64;

        @AttributeDefinition(name = "Silence",
                description = "How long a process may not answer to its pulse before it is ended; seconds, 1 to 600")
        int silenceSeconds() default 20;

        @AttributeDefinition(name = "Hanging calls",
                description = "Calls that were given up and that a plugin is still in, before its process is ended; 1 to 1000")
        int hangingCalls() default 8;

        @AttributeDefinition(name = "Require the network namespace",
                description = "Whether a plugin without the grant NETWORK is refused where the platform cannot hold it off the network")
        boolean requireNetworkNamespace() default false;
    }

    ProcessSettings {
        outside = List.copyOf(outside);
    }

    /** @throws IdentityException INVALID_VALUE with the key and its range */
    static ProcessSettings of(Config config) {
        List<String> outside = Arrays.stream(config.outOfProcess()).map(String::strip).filter(word -> !word.isEmpty()).toList();
        for (String word : outside) {
            if (!WORD.matcher(word).matches()) {
                throw wrong("outOfProcess", word, "symbolic names, !name, unsigned, native or *");
            }
        }
        int firstMillis = range("restartFirstMillis", config.restartFirstMillis(), 10, 60_000);
        int mostSeconds = range("restartMostSeconds", config.restartMostSeconds(), 1, 3_600);
        if (mostSeconds * 1_000L < firstMillis) {
            throw wrong("restartMostSeconds", Integer.toString(mostSeconds), "no less than restartFirstMillis");
        }
        return new ProcessSettings(outside, range("memoryMegabytes", config.memoryMegabytes(), 32, 65_536),
                range("cpus", config.cpus(), 1, 1_024), range("niceness", config.niceness(), 0, 19),
                range("openFiles", config.openFiles(), 64, 65_536),
                Duration.ofSeconds(range("startSeconds", config.startSeconds(), 1, 600)), Duration.ofMillis(firstMillis),
                Duration.ofSeconds(mostSeconds), range("messageMegabytes", config.messageMegabytes(), 1, 512) << 20,
                Duration.ofSeconds(range("silenceSeconds", config.silenceSeconds(), 1, 600)),
                range("hangingCalls", config.hangingCalls(), 1, 1_000), config.requireNetworkNamespace());
    }

    boolean runsOutside(InstalledPlugin plugin) {
        return !outside.contains("!" + plugin.name()) && (outside.contains(ALL) || outside.contains(plugin.name())
                || outside.contains(UNSIGNED) && plugin.publisher().isEmpty()
                || outside.contains(NATIVE) && plugin.grants().contains(Grant.NATIVE_CODE));
    }

    private static int range(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(key, Integer.toString(value), least + " to " + most);
        }
        return value;
    }

    private static IdentityException wrong(String key, String value, String range) {
        return new IdentityException(GeneralError.INVALID_VALUE, key,
                PID + ": " + key + " is " + value + ", but must be " + range);
    }
}
