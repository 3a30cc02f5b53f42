package id.core.plugins.install;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.core.plugins.process.PluginProcesses;
import id.core.plugins.process.RunningPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Plugins in processes of their own. Safe for concurrent use. */
final class ProcessHost implements PluginHost {
    /** Whoever waits is bounded by a limit of its own. */
    private static final Duration LONG = Duration.ofDays(1);

    private final PluginProcesses processes;
    private final Path folder;
    private final Map<String, RunningPlugin> running = new ConcurrentHashMap<>();

    /**
     * @param folder
     *            of the jars that processes are started from; what is in it is thrown away
     */
    ProcessHost(PluginProcesses processes, Path folder) throws IOException {
        this.processes = processes;
        this.folder = Files.createDirectories(folder);
        try (Stream<Path> left = Files.list(folder)) {
            for (Path jar : left.toList()) {
                Files.delete(jar);
            }
        }
    }

    /** The one that a bundle of this location stands for. */
    Optional<RunningPlugin> at(String location) {
        return Optional.ofNullable(running.get(location));
    }

    private Path jar(InstalledPlugin plugin) {
        return folder.resolve(plugin.sha256() + ".jar");
    }

    @Override
    public void start(InstalledPlugin plugin, byte[] bytes) throws IOException {
        Files.write(jar(plugin), bytes);
        try {
            running.put(plugin.location(), processes.start(plugin, jar(plugin)));
        } catch (RuntimeException refused) {
            Files.delete(jar(plugin));
            throw refused;
        }
    }

    @Override
    public void awaitStarted(InstalledPlugin plugin) throws InterruptedException {
        RunningPlugin one = running.get(plugin.location());
        if (!one.awaitStarted(LONG)) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "", one.problem());
        }
    }

    @Override
    public void stop(InstalledPlugin plugin) throws IOException {
        RunningPlugin one = running.get(plugin.location());
        if (one != null) {
            one.stop();
            running.remove(plugin.location(), one);
            Files.deleteIfExists(jar(plugin));
        }
    }

    /** What keeps it from work may always be mended: its process is started again, its settings reach it there. */
    @Override
    public Optional<String> hopeless(InstalledPlugin plugin) {
        return running.containsKey(plugin.location()) ? Optional.empty() : Optional.of("It is gone");
    }

    @Override
    public String idle(InstalledPlugin plugin) {
        return at(plugin.location()).map(RunningPlugin::problem).filter(problem -> !problem.isEmpty())
                .orElse("It is started, but registers no service that the core knows");
    }
}
