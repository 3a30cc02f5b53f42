package id.core.plugins.process;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.core.plugins.gate.PluginGate;
import id.core.plugins.install.InstalledPlugin;
import id.worker.wire.Pulse;
import id.worker.wire.Setting;
import id.worker.wire.Wire;
import id.worker.wire.WireCodec;
import id.worker.wire.WireEnd;
import id.worker.wire.WorkerControl;
import id.worker.wire.WorkerOrder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process of a plugin, from its start to its end. It never starts again: the next one is another. */
final class WorkerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final long GRACE_SECONDS = 6;
    private static final int SECRET_BYTES = 32;
    private static final int KILLED_BASE = 128;
    private static final int POLL_MILLIS = 20;
    private static final long LAST_WORDS_MILLIS = 1_000;

    private final String plugin;
    private final ProcessSettings settings;
    private final Path folder;
    private final Process process;
    private final PluginLink link;
    private final WorkerControl control;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final AtomicBoolean lineIsBroken = new AtomicBoolean();
    /** Processes that the plugin started, seen at the last pulse: they would outlive it. */
    private final Set<ProcessHandle> children = ConcurrentHashMap.newKeySet();

    private WorkerProcess(String plugin, ProcessSettings settings, Path folder, Process process, PluginLink link) {
        this.plugin = plugin;
        this.settings = settings;
        this.folder = folder;
        this.process = process;
        this.link = link;
        this.control = link.end().proxy(WorkerControl.class, () -> Wire.CONTROL);
        process.onExit().thenAccept(ended -> end.complete(exitInWords(ended.exitValue())));
    }

    /**
     * Starts it, and returns when the line to it stands. The jar is looked at again: only the bytes that the gate judged
     * run, however often a process is started and whoever came by the file meanwhile.
     *
     * @param lend
     *            lends what the worker may ask for, before it can ask
     */
    static WorkerProcess start(InstalledPlugin installed, Path jar, WorkerCommand command, boolean offNetwork, boolean galleries,
            boolean signer,
            Consumer<WireEnd> lend) throws IOException, InterruptedException {
        ProcessSettings settings = command.settings();
        String plugin = installed.name();
        // Not in the home: the path of a socket has about a hundred characters at most.
        Path folder = Files.createTempDirectory("idem-plugin-");
        Process process = null;
        try {
            Files.createDirectory(folder.resolve("tmp"));
            Path own = folder.resolve("plugin.jar");
            byte[] bytes = Files.readAllBytes(jar);
            if (!PluginGate.sha256(bytes).equals(installed.sha256())) {
                throw new IdentityException(GeneralError.CONFLICT, "", "Its jar is not the one that was installed");
            }
            Files.write(own, bytes);
            ProcessBuilder builder = new ProcessBuilder(command.line(folder, offNetwork)).directory(folder.resolve("tmp").toFile())
                    .redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(Map.of("LANG", "C.UTF-8", "HOME", folder.resolve("tmp").toString()));
            process = builder.start();
            // Not a virtual one: a thread that reads a pipe holds its carrier.
            Thread.ofPlatform().daemon().name("plugin-log-" + plugin).start(new LogLines(plugin, process.getInputStream()));
            byte[] random = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(random);
            Path socket = folder.resolve("s");
            WorkerOrder order = new WorkerOrder(HexFormat.of().formatHex(random), socket.toString(), folder.toString(), plugin,
                    own.toString(), command.jars().bundles().stream().map(Path::toString).toList(), settings.messageBytes(),
                    galleries, signer);
            OutputStream in = process.getOutputStream();
            in.write((WireCodec.json().writeValueAsString(order) + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
            awaitSocket(process, socket, settings.start());
            CompletableFuture<WorkerProcess> there = new CompletableFuture<>();
            PluginLink link = new PluginLink(socket, order.secret(), settings.messageBytes(),
                    why -> there.thenAccept(started -> started.lineBroke(why)));
            lend.accept(link.end());
            WorkerProcess worker = new WorkerProcess(plugin, settings, folder, process, link);
            there.complete(worker);
            link.answerQuestions();
            return worker;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            delete(folder);
            throw failed;
        }
    }

    private static void awaitSocket(Process process, Path socket, Duration limit) throws InterruptedException {
        long began = System.nanoTime();
        while (!Files.exists(socket)) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IdentityException(GeneralError.UNAVAILABLE, "", exitInWords(process.exitValue()));
            }
            if (System.nanoTime() - began > limit.toNanos()) {
                throw new IdentityException(GeneralError.UNAVAILABLE, "",
                        "Its process did not answer within " + limit.toSeconds() + " s of its start");
            }
        }
    }

    private static String exitInWords(int code) {
        return "Its process ended with exit code " + code + switch (code) {
            case 3 -> " (it ran out of memory)";
            case KILLED_BASE + 6 -> " (it crashed: signal 6)";
            case KILLED_BASE + 9 -> " (it was killed: signal 9)";
            case KILLED_BASE + 11 -> " (it crashed: signal 11)";
            default -> code > KILLED_BASE ? " (signal " + (code - KILLED_BASE) + ")" : "";
        };
    }

    long pid() {
        return process.pid();
    }

    WireEnd wire() {
        return link.end();
    }

    /** Completes, when the process is to be counted as no more, with the reason in words. */
    CompletableFuture<String> end() {
        return end;
    }

    /** Starts the plugin in it; what keeps it from work, in words. */
    String startPlugin(List<Setting> forwarded) throws InterruptedException {
        return within(settings.start(), () -> control.start(forwarded));
    }

    Pulse pulse() throws InterruptedException {
        Pulse pulse = within(settings.silence(), control::pulse);
        children.addAll(process.descendants().collect(Collectors.toSet()));
        children.removeIf(child -> !child.isAlive());
        if (pulse.hanging() >= settings.hangingCalls()) {
            kill("It does not come back from " + pulse.hanging() + " calls that were given up");
        }
        return pulse;
    }

    void configure(Setting setting) throws InterruptedException {
        within(settings.start(), () -> {
            control.configure(setting);
            return "";
        });
    }

    void forget(Setting setting) throws InterruptedException {
        within(settings.start(), () -> {
            control.forget(setting);
            return "";
        });
    }

    private <T> T within(Duration limit, Supplier<T> call) throws InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().name("plugin-control-" + plugin).start(() -> {
            try {
                answer.complete(call.get());
            } catch (RuntimeException fault) {
                answer.completeExceptionally(fault);
            }
        });
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException silent) {
            thread.interrupt();
            kill("It did not answer within " + limit.toSeconds() + " s");
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "It did not answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException fault) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "", fault.getCause().getMessage(), fault.getCause());
        } finally {
            thread.interrupt();
        }
    }

    /** A process that ends breaks its line first: how it ended says more than that. */
    private void lineBroke(String why) {
        if (!end.isDone() && lineIsBroken.compareAndSet(false, true)) {
            Thread.ofVirtual().name("plugin-end-" + plugin).start(() -> {
                try {
                    if (!process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)) {
                        kill(why);
                    }
                } catch (InterruptedException ended) {
                    kill(why);
                }
            });
        }
    }

    /** Ends it at once. */
    void kill(String why) {
        if (end.complete(why)) {
            LOG.warn("The process of {} is ended: {}", plugin, why);
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Lets the plugin stop, for some seconds, then ends the process. */
    void stop() {
        end.complete("It was stopped");
        try {
            process.getOutputStream().close();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The process of {} did not stop within {} s and is ended", plugin, GRACE_SECONDS);
            }
        } catch (IOException ended) {
            LOG.debug("The process of {} had ended", plugin);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        release();
    }

    /** Lets go of all that it held. Fails the calls in flight; returns when the process is no more. */
    void release() {
        link.close();
        Stream.concat(children.stream(), process.descendants()).forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException inUse) {
            LOG.warn("The folder {} could not be removed", folder);
        }
    }
}
