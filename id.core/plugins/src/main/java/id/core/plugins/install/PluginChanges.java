package id.core.plugins.install;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.matching.AbisEngine;
import id.api.matching.GalleryJournal;
import id.api.plugin.PluginChange;
import id.api.plugin.PluginStatus;
import id.api.value.ClientId;
import id.core.plugins.PluginAdmission;
import id.core.plugins.PluginAdmission.OfferedService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final PluginHost host;
    private final PluginAdmission admission;
    private final PluginProbe probe;
    private final PluginRunner runner;
    private final InstalledPlugins installed;
    private final ChangeLog log;
    private final Function<InstalledPlugin, PluginStatus> status;
    private final Supplier<GalleryJournal> journal;
    private final Limits limits;

    PluginChanges(PluginStore store, Verdicts verdicts, PluginHost host, PluginAdmission admission, PluginProbe probe,
            InstalledPlugins installed, ChangeLog log, Function<InstalledPlugin, PluginStatus> status,
            Supplier<GalleryJournal> journal, Limits limits) {
        this.store = store;
        this.verdicts = verdicts;
        this.host = host;
        this.admission = admission;
        this.probe = probe;
        this.installed = installed;
        this.log = log;
        this.status = status;
        this.journal = journal;
        this.limits = limits;
        this.runner = new PluginRunner(host, installed, admission, log, limits);
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
                        bring(new Newcomer(plugin, bytes, Optional.of(staged), file.isEmpty() ? plugin.name() : file, source, by,
                                Optional.empty()),
                                wish);
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

    /** @param staged
     *            what is to be kept for later starts; empty when it is kept already */
    private record Newcomer(InstalledPlugin plugin, byte[] bytes, Optional<Path> staged, String file, String source, ClientId by,
            Optional<InstalledPlugin> replaces) {
        Newcomer replacing(InstalledPlugin old) {
            return new Newcomer(plugin, bytes, staged, file, source, by, Optional.of(old));
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
        Optional<String> broken;
        try {
            broken = comeIn(newcomer);
        } catch (IdentityException notNow) {
            runner.stop(plugin);
            throw notNow;
        } catch (RuntimeException failed) {
            log.broken(plugin, "the installation broke", failed);
            broken = Optional.of("It could not take over: " + failed.getMessage());
        }
        if (broken.isPresent()) {
            runner.stop(plugin);
            PluginChange.Refused refused = new PluginChange.Refused("NOT_UP", broken.get());
            log.refused(newcomer.file(), refused, newcomer.by());
            return refused;
        }
        log.done("installed", plugin, Map.of(), newcomer.by());
        return new PluginChange.Done(status.apply(plugin), Optional.empty());
    }

    /** Starts one that follows nobody, and lets it in; why that was in vain. */
    private Optional<String> comeIn(Newcomer newcomer) throws IOException, InterruptedException {
        InstalledPlugin plugin = newcomer.plugin();
        List<OfferedService> engines = admission.services(AbisEngine.class);
        // Whoever is no engine needs no journal: the storage that the journal comes from may be this very plugin.
        Optional<GalleryHandover> handover = engines.isEmpty() ? Optional.empty()
                : Optional.ofNullable(journal.get()).map(known -> new GalleryHandover(known, engines));
        Optional<String> broken = start(newcomer);
        if (broken.isPresent()) {
            return broken;
        }
        PluginProbe.Finding finding = probe.of(plugin, host, Set.of(), limits.probe(), () -> "");
        boolean beside = GalleryHandover.isNeeded(admission.services(plugin.location())) && !engines.isEmpty();
        Runnable opening = () -> admission.admit(plugin.location());
        return switch (finding) {
            case PluginProbe.Finding.Broken(String why) -> Optional.of(why);
            case PluginProbe.Finding.Loads(String why) when beside -> Optional.of(why);
            case PluginProbe.Finding.Works works when beside ->
                takeOver(newcomer, engines, handover.orElseThrow(PluginChanges::noJournal), opening);
            // What keeps it from work is told by its status: it may wait for settings that come later.
            case PluginProbe.Finding.Waits waits -> kept(newcomer, opening);
            case PluginProbe.Finding.Loads loads -> kept(newcomer, opening);
            case PluginProbe.Finding.Works works -> kept(newcomer, opening);
        };
    }

    private PluginChange upgrade(Newcomer newcomer, InstalledPlugin old) throws InterruptedException {
        InstalledPlugin plugin = newcomer.plugin();
        Optional<String> broken = follow(newcomer, old);
        if (broken.isPresent()) {
            log.kept(newcomer.file(), plugin, broken.get(), newcomer.by());
            return new PluginChange.Kept(status.apply(old), broken.get());
        }
        log.done("upgraded", plugin, Map.of("replaced", old.version()), newcomer.by());
        return new PluginChange.Done(status.apply(plugin), Optional.of(old.version()));
    }

    /** The same plugin, in the other place. Where it cannot run there it stays where it is. */
    private void move(InstalledPlugin old, InstalledPlugin plugin, byte[] bytes) throws InterruptedException {
        Optional<String> broken = follow(
                new Newcomer(plugin, bytes, Optional.empty(), plugin.name(), "", ClientId.SYSTEM, Optional.empty()), old);
        if (broken.isPresent()) {
            log.unmoved(plugin, broken.get(), ClientId.SYSTEM);
        } else {
            log.done("moved", plugin, Map.of("to", plugin.outside() ? "own process" : "core process"), ClientId.SYSTEM);
        }
    }

    /** Puts one in the place of another; why that was in vain. */
    private Optional<String> follow(Newcomer newcomer, InstalledPlugin old) throws InterruptedException {
        InstalledPlugin plugin = newcomer.plugin();
        List<OfferedService> oldServices = admission.services(old.location());
        Optional<String> broken;
        try {
            Optional<GalleryHandover> handover = GalleryHandover.isNeeded(oldServices)
                    ? Optional
                            .of(new GalleryHandover(Optional.ofNullable(journal.get()).orElseThrow(PluginChanges::noJournal), oldServices))
                    : Optional.empty();
            broken = start(newcomer);
            if (broken.isEmpty()) {
                broken = probe.of(plugin, host, PluginProbe.offer(oldServices), limits.probe(), () -> host.idle(plugin)).inVain();
            }
            if (broken.isEmpty()) {
                Runnable swap = () -> admission.swap(old.location(), plugin.location());
                Newcomer inPlace = newcomer.replacing(old);
                broken = handover.isPresent() ? takeOver(inPlace, oldServices, handover.get(), swap) : kept(inPlace, swap);
            }
        } catch (IOException | RuntimeException failed) {
            log.broken(plugin, "the upgrade broke", failed);
            broken = Optional
                    .of(failed instanceof IdentityException coded ? coded.getMessage() : "It could not take over: " + failed.getMessage());
        }
        runner.stop(broken.isPresent() ? plugin : old);
        return broken;
    }

    private static IdentityException noJournal() {
        return new IdentityException(GeneralError.UNAVAILABLE, "",
                "The references on record cannot be read yet: try again when the system is ready");
    }

    private Optional<String> kept(Newcomer newcomer, Runnable opening) throws IOException {
        if (newcomer.staged().isPresent()) {
            store.keep(newcomer.staged().get(), newcomer.plugin().sha256(), newcomer.source(),
                    newcomer.replaces().map(InstalledPlugin::sha256));
        }
        opening.run();
        return Optional.empty();
    }

    /** An engine is first given what it has missed; the last of it while no call enters the others. */
    private Optional<String> takeOver(Newcomer newcomer, List<OfferedService> others, GalleryHandover handover, Runnable opening) {
        List<OfferedService> services = admission.services(newcomer.plugin().location());
        handover.catchUp(services);
        admission.whileNobodyEnters(others, () -> {
            handover.catchUp(services);
            try {
                kept(newcomer, opening);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
        return Optional.empty();
    }

    /** Starts a plugin that nobody is sent to yet; why it does not start. */
    private Optional<String> start(Newcomer newcomer) throws InterruptedException {
        admission.hold(newcomer.plugin().location());
        return runner.start(newcomer.plugin(), newcomer.bytes(), true);
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
