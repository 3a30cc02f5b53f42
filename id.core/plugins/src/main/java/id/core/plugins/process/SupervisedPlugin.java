package id.core.plugins.process;

import id.api.error.IdentityException;
import id.api.security.CredentialSigner;
import id.core.plugins.install.InstalledPlugin;
import id.worker.wire.CoreDesk;
import id.worker.wire.GalleryDesk;
import id.worker.wire.Pulse;
import id.worker.wire.ServiceOffer;
import id.worker.wire.Setting;
import id.worker.wire.Wire;
import id.worker.wire.WireEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a process for a plugin: starts it, feels its pulse, starts the next one when it ended. */
final class SupervisedPlugin implements RunningPlugin {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedPlugin.class);
    private static final Duration PULSE = Duration.ofSeconds(1);
    /** How long a plugin that is started again has to offer again what it offered before. */
    private static final Duration BACK = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 20;

    private final InstalledPlugin plugin;
    private final Path jar;
    private final WorkerCommand command;
    private final boolean offNetwork;
    private final Bundle standIn;
    private final ForwardedSettings settings;
    private final CoreGalleries galleries;
    private final CoreSigner signer;
    private final ServiceProxies services;
    private final Thread supervisor;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch first = new CountDownLatch(1);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile WorkerProcess current;
    private volatile String state = "Its process is starting";
    private volatile String problem = "Its process is starting";
    private volatile String lastEnd = "";
    private volatile boolean started;
    private volatile int restarts;
    private volatile long usedMegabytes;

    SupervisedPlugin(InstalledPlugin plugin, Path jar, WorkerCommand command, boolean offNetwork, BundleContext context)
            throws BundleException {
        this.plugin = plugin;
        this.jar = jar;
        this.command = command;
        this.offNetwork = offNetwork;
        this.standIn = StandIn.install(context, plugin);
        this.settings = new ForwardedSettings(context, plugin.name(), jar);
        this.galleries = new CoreGalleries(context);
        this.signer = new CoreSigner(context);
        this.services = new ServiceProxies(plugin, standIn, this::away);
        this.supervisor = Thread.ofVirtual().name("plugin-process-" + plugin.name()).start(this::supervise);
    }

    private void supervise() {
        BackOff pauses = new BackOff(command.settings().restartFirst(), command.settings().restartMost());
        try {
            while (!isStopping()) {
                long began = System.nanoTime();
                String why = live();
                if (isStopping()) {
                    return;
                }
                Duration pause = pauses.next(Duration.ofNanos(System.nanoTime() - began));
                lastEnd = why;
                restarts++;
                state = "%s. It starts again after %d ms (start %d)".formatted(why, pause.toMillis(), restarts + 1);
                problem = state;
                first.countDown();
                LOG.warn("{} {}: {}", plugin.name(), plugin.version(), state);
                stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            first.countDown();
        }
    }

    /** One process, from start to end; how it ended, in words. */
    private String live() throws InterruptedException {
        WorkerProcess process = null;
        try {
            process = WorkerProcess.start(plugin, jar, command, offNetwork, galleries.areGivenTo(plugin),
                    signer.isGivenTo(plugin), this::lend);
            current = process;
            problem = process.startPlugin(settings.now());
            started = true;
            first.countDown();
            state = "Process %d runs".formatted(process.pid());
            LOG.info("{} {} runs in process {}{}", plugin.name(), plugin.version(), process.pid(),
                    problem.isEmpty() ? "" : ": " + problem);
            return watch(process);
        } catch (IOException | IdentityException | ExecutionException failed) {
            return process != null && process.end().isDone() ? process.end().join() : failed.getMessage();
        } catch (RuntimeException | LinkageError broken) {
            LOG.error("The process of {} could not be kept", plugin.name(), broken);
            return "Its process could not be kept (" + broken.getClass().getSimpleName() + "): the log says more";
        } finally {
            started = false;
            current = null;
            state = process != null && process.end().isDone() ? process.end().join() : "Its process does not start";
            services.orphan();
            if (process != null) {
                if (isStopping()) {
                    process.stop();
                } else {
                    process.release();
                }
            }
        }
    }

    /** Returns when it ended or is to end. */
    private String watch(WorkerProcess process) throws InterruptedException, ExecutionException {
        long began = System.nanoTime();
        boolean settled = false;
        while (!isStopping()) {
            try {
                return process.end().get(PULSE.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException alive) {
                Pulse pulse = process.pulse();
                usedMegabytes = pulse.usedMegabytes();
                problem = pulse.problem();
                if (!settled && System.nanoTime() - began > BACK.toNanos()) {
                    settled = true;
                    services.takeOrphans();
                }
            }
        }
        return "It was stopped";
    }

    private void lend(WireEnd wire) {
        wire.lending().lend(Wire.DESK, CoreDesk.class, new CoreDesk() {
            @Override
            public void offer(ServiceOffer offer) {
                services.offer(wire, offer);
            }

            @Override
            public void withdraw(String object) {
                services.withdraw(wire, object);
            }
        });
        if (galleries.areGivenTo(plugin)) {
            wire.lending().lend(Wire.GALLERIES, GalleryDesk.class, galleries);
        }
        if (signer.isGivenTo(plugin)) {
            wire.lending().lend(Wire.SIGNER, CredentialSigner.class, signer);
        }
    }

    /** A setting of the core changed. */
    void settingChanged(String pid, String factory) {
        WorkerProcess process = current;
        if (process == null || !settings.concern(pid, factory)) {
            return;
        }
        try {
            Optional<Setting> now = settings.now(pid);
            if (now.isPresent()) {
                process.configure(now.get());
            } else {
                process.forget(ForwardedSettings.gone(pid, factory));
            }
        } catch (IdentityException refused) {
            LOG.warn("The changed settings {} did not reach {}: {}", pid, plugin.name(), refused.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isStopped() {
        return stopped.get();
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    @Override
    public Bundle bundle() {
        return standIn;
    }

    @Override
    public boolean awaitOffered(Duration limit) throws InterruptedException {
        long began = System.nanoTime();
        while (!offers()) {
            if (System.nanoTime() - began > limit.toNanos() || stopping.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return offers();
            }
        }
        return true;
    }

    @Override
    public boolean awaitStarted(Duration limit) throws InterruptedException {
        first.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        return started;
    }

    /** Not before its start has come to an end: until then only some of its services may be there. */
    private boolean offers() {
        return started && services.offered() > 0;
    }

    @Override
    public String status() {
        String network = offNetwork ? "without network" : "with network";
        return current == null ? state : "%s, %s, %d MB heap in use".formatted(state, network, usedMegabytes);
    }

    @Override
    public String problem() {
        return problem;
    }

    private String away() {
        return lastEnd.isEmpty() ? "Its process is starting" : lastEnd + ". It is started again";
    }

    @Override
    public OptionalLong pid() {
        WorkerProcess process = current;
        return process == null ? OptionalLong.empty() : OptionalLong.of(process.pid());
    }

    @Override
    public String lastEnd() {
        return lastEnd;
    }

    @Override
    public int restarts() {
        return restarts;
    }

    @Override
    public void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        services.close();
        stopping.countDown();
        WorkerProcess process = current;
        if (process != null) {
            process.end().complete("It was stopped");
        }
        try {
            supervisor.join();
            state = "It was stopped";
            standIn.uninstall();
        } catch (BundleException | IllegalStateException gone) {
            LOG.debug("The stand-in of {} was gone", plugin.name());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
