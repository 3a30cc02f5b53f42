package id.core.plugins.install;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.matching.AbisEngine;
import id.api.matching.GalleryJournal;
import id.core.plugins.PluginAdmission;
import id.core.plugins.PluginAdmission.OfferedService;
import id.core.plugins.gate.KindNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How a plugin comes in: started while nobody is sent to it, tried out, kept for later starts, opened. One that does not
 * come in is stopped again, whatever the reason. Used by one thread at a time.
 */
final class PluginEntrance {
    private static final String ENGINE = KindNames.of(AbisEngine.class.getName());

    private final PluginStore store;
    private final PluginHost host;
    private final PluginAdmission admission;
    private final PluginProbe probe;
    private final PluginRunner runner;
    private final ChangeLog log;
    private final Supplier<GalleryJournal> journal;
    private final PluginChanges.Limits limits;

    PluginEntrance(PluginStore store, PluginHost host, PluginAdmission admission, PluginProbe probe, PluginRunner runner,
            ChangeLog log, Supplier<GalleryJournal> journal, PluginChanges.Limits limits) {
        this.store = store;
        this.host = host;
        this.admission = admission;
        this.probe = probe;
        this.runner = runner;
        this.log = log;
        this.journal = journal;
        this.limits = limits;
    }

    /** Steps of coming in; why they were in vain. */
    private interface Steps {
        Optional<String> run() throws IOException, InterruptedException;
    }

    /**
     * Lets one in that follows nobody.
     *
     * @return why that was in vain: the plugin's own fault
     *
     * @throws IdentityException
     *             EXTERNAL when something else is not there now: the same plugin may well come in later
     * @throws IOException
     *             when the store cannot be written
     */
    Optional<String> first(Newcomer newcomer) throws IOException, InterruptedException {
        // Whoever is no engine needs no journal: the storage that the journal comes from may be this very plugin.
        List<OfferedService> engines = newcomer.plugin().kinds().contains(ENGINE) ? admission.services(AbisEngine.class) : List.of();
        Optional<GalleryHandover> handover = engines.isEmpty() ? Optional.empty() : Optional.of(handover(engines));
        return stoppedWhenInVain(newcomer, () -> {
            Optional<String> broken = start(newcomer);
            return broken.isPresent() ? broken : comeIn(newcomer, engines, handover);
        });
    }

    private Optional<String> comeIn(Newcomer newcomer, List<OfferedService> engines, Optional<GalleryHandover> handover)
            throws IOException, InterruptedException {
        InstalledPlugin plugin = newcomer.plugin();
        PluginProbe.Finding finding = probe.of(plugin, host, Set.of(), limits.probe(), () -> "");
        boolean beside = handover.isPresent() && GalleryHandover.isNeeded(admission.services(plugin.location()));
        Runnable opening = () -> admission.admit(plugin.location());
        switch (finding) {
            case PluginProbe.Finding.Broken(String why) -> {
                return Optional.of(why);
            }
            case PluginProbe.Finding.Loads(String why) when beside -> {
                return Optional.of(why);
            }
            case PluginProbe.Finding.Works works when beside ->
                takeOver(newcomer, Optional.empty(), engines, handover.get(), opening);
            // What keeps it from work is told by its status: it may wait for settings that come later.
            case PluginProbe.Finding.Waits waits -> keep(newcomer, Optional.empty(), opening);
            case PluginProbe.Finding.Loads loads -> keep(newcomer, Optional.empty(), opening);
            case PluginProbe.Finding.Works works -> keep(newcomer, Optional.empty(), opening);
        }
        return Optional.empty();
    }

    /**
     * Puts one in the place of another, which goes then; the other stays where that is in vain.
     *
     * @return why it was in vain: the plugin's own fault
     *
     * @throws IdentityException
     *             as {@link #first}
     * @throws IOException
     *             when the store cannot be written
     */
    Optional<String> follow(Newcomer newcomer, InstalledPlugin old) throws IOException, InterruptedException {
        List<OfferedService> oldServices = admission.services(old.location());
        Optional<GalleryHandover> handover = GalleryHandover.isNeeded(oldServices) ? Optional.of(handover(oldServices)) : Optional.empty();
        Optional<String> broken = stoppedWhenInVain(newcomer, () -> {
            Optional<String> unusable = start(newcomer);
            if (unusable.isEmpty()) {
                unusable = probe.of(newcomer.plugin(), host, PluginProbe.offer(oldServices), limits.probe(),
                        () -> host.idle(newcomer.plugin())).inVain();
            }
            if (unusable.isEmpty()) {
                Runnable swap = () -> admission.swap(old.location(), newcomer.plugin().location());
                if (handover.isPresent()) {
                    takeOver(newcomer, Optional.of(old), oldServices, handover.get(), swap);
                } else {
                    keep(newcomer, Optional.of(old), swap);
                }
            }
            return unusable;
        });
        if (broken.isEmpty()) {
            runner.stop(old);
        }
        return broken;
    }

    private Optional<String> stoppedWhenInVain(Newcomer newcomer, Steps steps) throws IOException, InterruptedException {
        boolean in = false;
        try {
            Optional<String> broken = steps.run();
            in = broken.isEmpty();
            return broken;
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        } catch (IdentityException notNow) {
            throw notNow;
        } catch (RuntimeException failed) {
            log.broken(newcomer.plugin(), "could not take over", failed);
            return Optional.of("It could not take over: " + failed.getMessage());
        } finally {
            if (!in) {
                runner.stop(newcomer.plugin());
            }
        }
    }

    private GalleryHandover handover(List<OfferedService> engines) {
        GalleryJournal now = journal.get();
        if (now == null) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "",
                    "The references on record cannot be read yet: try again when the system is ready");
        }
        return new GalleryHandover(now, engines);
    }

    /** Starts a plugin that nobody is sent to yet; why it does not start. */
    private Optional<String> start(Newcomer newcomer) throws InterruptedException {
        admission.hold(newcomer.plugin().location());
        return runner.start(newcomer.plugin(), newcomer.bytes(), true);
    }

    private void keep(Newcomer newcomer, Optional<InstalledPlugin> replaces, Runnable opening) throws IOException {
        if (newcomer.staged().isPresent()) {
            store.keep(newcomer.staged().get(), newcomer.plugin().sha256(), newcomer.source(), replaces.map(InstalledPlugin::sha256));
        }
        opening.run();
    }

    /** An engine is first given what it has missed; the last of it while no call enters the others. */
    private void takeOver(Newcomer newcomer, Optional<InstalledPlugin> replaces, List<OfferedService> others, GalleryHandover handover,
            Runnable opening) {
        List<OfferedService> services = admission.services(newcomer.plugin().location());
        handover.catchUp(services);
        admission.whileNobodyEnters(others, () -> {
            handover.catchUp(services);
            try {
                keep(newcomer, replaces, opening);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }
}
