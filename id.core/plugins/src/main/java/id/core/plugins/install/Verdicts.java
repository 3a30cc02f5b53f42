package id.core.plugins.install;

import id.api.plugin.PluginChange;
import id.core.plugins.gate.GateMode;
import id.core.plugins.gate.GateVerdict;
import id.core.plugins.gate.Grant;
import id.core.plugins.gate.PluginGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** What the gate says of a jar, in the words of the installer. */
final class Verdicts {
    private final PluginGate gate;
    private final GateMode mode;
    private final Predicate<InstalledPlugin> runsOutside;

    /**
     * @param runsOutside
     *            whether the settings want a plugin in a process of its own
     */
    Verdicts(PluginGate gate, GateMode mode, Predicate<InstalledPlugin> runsOutside) {
        this.gate = gate;
        this.mode = mode;
        this.runsOutside = runsOutside;
    }

    /** Either a plugin with the very bytes that were judged, or a refusal. */
    sealed interface Verdict {
        /** Let in. */
        record Admitted(InstalledPlugin plugin, byte[] bytes) implements Verdict {}

        /** Kept out. */
        record Refused(PluginChange.Refused refusal) implements Verdict {}
    }

    /**
     * @param jar
     *            a file that only the core writes
     */
    Verdict of(Path jar) throws IOException {
        return switch (mode.settle(gate.judge(jar))) {
            case GateVerdict.Refused refused -> new Verdict.Refused(new PluginChange.Refused(refused.code().name(), refused.why()));
            case GateVerdict.Accepted accepted ->
                admitted(jar, accepted.sha256(), Optional.of(accepted.publisher()), accepted.kinds(), accepted.grants());
            case GateVerdict.Unsigned unsigned -> admitted(jar, unsigned.sha256(), Optional.empty(), unsigned.kinds(), unsigned.grants());
        };
    }

    private Verdict admitted(Path jar, String sha256, Optional<String> publisher, Set<String> kinds, Set<Grant> grants)
            throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        if (!PluginGate.sha256(bytes).equals(sha256)) {
            throw new IOException("The jar changed while it was judged");
        }
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Attributes main = file.getManifest().getMainAttributes();
            String name = main.getValue("Bundle-SymbolicName").split(";")[0].strip();
            String version = Optional.ofNullable(main.getValue("Bundle-Version")).map(String::strip).orElse("0.0.0");
            InstalledPlugin plugin = new InstalledPlugin(name, version, sha256, publisher, kinds, grants);
            return new Verdict.Admitted(plugin.outside(runsOutside.test(plugin)), bytes);
        }
    }
}
