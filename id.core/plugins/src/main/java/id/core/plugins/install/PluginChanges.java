package id.core.plugins.install;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.matching.GalleryJournal;
import id.api.plugin.PluginChange;
import id.api.plugin.PluginStatus;
import id.api.value.ClientId;
import id.core.plugins.PluginAdmission;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Carries out one change of plugins at a time. A plugin comes in by the same steps always: staged, judged, started
 * beside, tried out, kept for later starts, switched to; and the one before drains and goes. Whatever fails on the way
 * leaves what was there.
 */
final class PluginChanges {
    /** Limits of the steps. */
    record Limits(Duration probe, Duration stop) {}

    private final ReentrantLock turn = new ReentrantLock(true);
    private final PluginStore store;
    private final Verdicts verdicts;
    private final PluginRunner runner;
    private final PluginEntrance entrance;
    private final InstalledPlugins installed;
    private final ChangeLog log;
    private final Function<InstalledPlugin, PluginStatus> status;

    PluginChanges(PluginStore store, Verdicts verdicts, PluginHost host, PluginAdmission admission, PluginProbe probe,
            InstalledPlugins installed, ChangeLog log, Function<InstalledPlugin, PluginStatus> status,
            Supplier<GalleryJournal> journal, Limits limits) {
        this.store = store;
        this.verdicts = verdicts;
        this.installed = installed;
        this.log = log;
        this.status = status;
        this.runner = new PluginRunner(host, installed, admission, log, limits);
        this.entrance = new PluginEntrance(store, host, admission, probe, runner, log, journal, limits);
    }

    /** What somebody wants with a jar. */
    enum Wish {
        INSTALL, UPGRADE,
        /** Whichever fits: the way of the drop folder. */
        EITHER
    }

    /**
     * @param file
     *            what it is called where it comes from; empty for the API
     * @param source
     *            path that keeps it installed while it is there; empty for the API
     */
    PluginChange bring(InputStream jar, Wish wish, String file, String source, ClientId by) {
        turn.lock();
        try {
            Path staged = store.stage(jar);
            try {
                return switch (verdicts.of(staged)) {
                    case Verdicts.Verdict.Refused(PluginChange.Refused refusal) -> {
                        log.refused(file.isEmpty() ? "upload" : file, refusal, by);
                        yield refusal;
                    }
                    case Verdicts.Verdict.Admitted(InstalledPlugin plugin, byte[] bytes) ->
                        bring(new Newcomer(plugin, bytes, Optional.of(staged), file.isEmpty() ? plugin.name() : file, source, by), wish);
                };
            } finally {
                Files.deleteIfExists(staged);
            }
        } catch (IOException broken) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "The plugin store cannot be written: look at the disk of the home",
                    broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "The system is stopping", stopped);
        } finally {
            turn.unlock();
        }
    }

    private PluginChange bring(Newcomer newcomer, Wish wish) throws IOException, InterruptedException {
        InstalledPlugin plugin = newcomer.plugin();
        if (installed.ofJar(plugin.sha256()).isPresent()) {
            log.done("installed", plugin, Map.of("again", "true"), newcomer.by());
            return new PluginChange.Done(status.apply(plugin), Optional.empty());
        }
        List<InstalledPlugin> before = installed.named(plugin.name());
        if (before.isEmpty() && status.apply(plugin) != null) {
            throw new IdentityException(GeneralError.CONFLICT, "name",
                    plugin.name() + " is part of the distribution: give the vendor's plugin a name of its own");
        }
        if (wish == Wish.UPGRADE && before.isEmpty()) {
            throw new IdentityException(GeneralError.NOT_FOUND, "name", plugin.name() + " is not installed: install it");
        }
        if (wish == Wish.INSTALL && !before.isEmpty()) {
            throw new IdentityException(GeneralError.CONFLICT, "name",
                    plugin.name() + " " + before.getFirst().version() + " is installed: upgrade it");
        }
        return before.isEmpty() ? first(newcomer) : upgrade(newcomer, before.getFirst());
    }

    private PluginChange first(Newcomer newcomer) throws IOException, InterruptedException {
        InstalledPlugin plugin = newcomer.plugin();
        Optional<String> broken = entrance.first(newcomer);
        if (broken.isPresent()) {
            PluginChange.Refused refused = new PluginChange.Refused("NOT_UP", broken.get());
            log.refused(newcomer.file(), refused, newcomer.by());
            return refused;
        }
        log.done("installed", plugin, Map.of(), newcomer.by());
        return new PluginChange.Done(status.apply(plugin), Optional.empty());
    }

    private PluginChange upgrade(Newcomer newcomer, InstalledPlugin old) throws IOException, InterruptedException {
        InstalledPlugin plugin = newcomer.plugin();
        Optional<String> broken = entrance.follow(newcomer, old);
        if (broken.isPresent()) {
            log.kept(newcomer.file(), plugin, broken.get(), newcomer.by());
            return new PluginChange.Kept(status.apply(old), broken.get());
        }
        log.done("upgraded", plugin, Map.of("replaced", old.version()), newcomer.by());
        return new PluginChange.Done(status.apply(plugin), Optional.of(old.version()));
    }

    /** The same plugin, in the other place. Where it cannot run there it stays where it is. */
    private void move(InstalledPlugin old, InstalledPlugin plugin, byte[] bytes) throws IOException, InterruptedException {
        Newcomer newcomer = new Newcomer(plugin, bytes, Optional.empty(), plugin.name(), "", ClientId.SYSTEM);
        Optional<String> broken;
        try {
            broken = entrance.follow(newcomer, old);
        } catch (IdentityException notNow) {
            broken = Optional.of(notNow.getMessage());
        }
        if (broken.isPresent()) {
            log.unmoved(plugin, broken.get(), ClientId.SYSTEM);
        } else {
            log.done("moved", plugin, Map.of("to", plugin.outside() ? "own process" : "core process"), ClientId.SYSTEM);
        }
    }

    /** Takes a plugin out. */
    PluginChange remove(String name, Optional<String> version, ClientId by) {
        turn.lock();
        try {
            List<InstalledPlugin> fitting = installed.named(name).stream()
                    .filter(plugin -> version.isEmpty() || version.get().equals(plugin.version())).toList();
            if (fitting.isEmpty()) {
                throw new IdentityException(GeneralError.NOT_FOUND, "name",
                        "No plugin of that name was installed: the list names those that are; those of the distribution stay");
            }
            return remove(fitting.getFirst(), by);
        } finally {
            turn.unlock();
        }
    }

    /** Takes out what a file in the drop folder kept installed. */
    void removeBySource(String source, ClientId by) throws IOException {
        turn.lock();
        try {
            for (PluginStore.Entry entry : store.entries()) {
                Optional<InstalledPlugin> plugin = installed.ofJar(entry.sha256());
                if (entry.source().equals(source) && plugin.isPresent()) {
                    remove(plugin.get(), by);
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private PluginChange remove(InstalledPlugin plugin, ClientId by) {
        PluginStatus before = status.apply(plugin);
        try {
            store.forget(plugin.sha256());
            runner.stop(plugin);
        } catch (IOException broken) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "The plugin store cannot be written: look at the disk of the home",
                    broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "The system is stopping", stopped);
        }
        log.done("removed", plugin, Map.of(), by);
        return new PluginChange.Done(before, Optional.empty());
    }

    /** Starts what the store keeps, each judged anew. */
    void startAll() throws IOException, InterruptedException {
        turn.lock();
        try {
            for (PluginStore.Entry entry : store.entries()) {
                Path source = Path.of(entry.source());
                if (!entry.source().isEmpty() && !Files.exists(source) && Files.isDirectory(source.getParent())) {
                    // Taken out of the folder while the system was down.
                    store.forget(entry.sha256());
                } else {
                    start(entry);
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private void start(PluginStore.Entry entry) throws IOException, InterruptedException {
        String file = entry.source().isEmpty() ? entry.sha256() + ".jar" : Path.of(entry.source()).getFileName().toString();
        switch (verdicts.of(entry.jar())) {
            case Verdicts.Verdict.Refused(PluginChange.Refused refusal) -> log.refused(file, refusal, ClientId.SYSTEM);
            case Verdicts.Verdict.Admitted(InstalledPlugin plugin, byte[] bytes) when !plugin.sha256().equals(entry.sha256()) ->
                log.refused(file,
                        new PluginChange.Refused("STORE_CHANGED", "The jar in the plugin store is not the one that was installed"),
                        ClientId.SYSTEM);
            case Verdicts.Verdict.Admitted(InstalledPlugin plugin, byte[] bytes) -> {
                Optional<String> broken = runner.start(plugin, bytes, false);
                if (broken.isPresent()) {
                    runner.stop(plugin);
                    log.refused(file, new PluginChange.Refused("NOT_UP", broken.get()), ClientId.SYSTEM);
                } else {
                    log.done("started", plugin, Map.of(), ClientId.SYSTEM);
                }
            }
        }
    }

    /**
     * Judges anew what runs, after a change of the trust folder or of the settings: what is no longer let in goes, what
     * may do something else from now on is started anew, what is to run elsewhere moves.
     */
    void judgeAgain() throws IOException, InterruptedException {
        turn.lock();
        try {
            for (PluginStore.Entry entry : store.entries()) {
                Optional<InstalledPlugin> running = installed.ofJar(entry.sha256());
                if (running.isPresent()) {
                    judgeAgain(entry, running.get());
                } else {
                    start(entry);
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private void judgeAgain(PluginStore.Entry entry, InstalledPlugin running) throws IOException, InterruptedException {
        switch (verdicts.of(entry.jar())) {
            case Verdicts.Verdict.Refused(PluginChange.Refused refusal) -> {
                log.refused(running.name(), refusal, ClientId.SYSTEM);
                if (!refusal.code().equals("TRUST_UNREADABLE")) {
                    runner.stop(running);
                }
            }
            case Verdicts.Verdict.Admitted(InstalledPlugin now, byte[] bytes) when now.equals(running) -> {
                // Nothing changed for this one.
            }
            case Verdicts.Verdict.Admitted(InstalledPlugin now, byte[] bytes) when now.equals(running.outside(now.outside())) ->
                move(running, now, bytes);
            case Verdicts.Verdict.Admitted(InstalledPlugin now, byte[] bytes) -> {
                // Its wires and services were given by what it might do before.
                runner.stop(running);
                start(entry);
            }
        }
    }
}
