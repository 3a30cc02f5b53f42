package id.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.osgi.framework.BundleException;

/**
 * Starts a distribution in the foreground and prints one line when it answers.
 * <p>
 * Exit codes: 0 stopped as asked, 1 the place is taken (port, home), 2 wrong use: an option, or in
 * production a setting that is unsafe there, 3 the system did not come up.
 */
public final class Launcher {
    /** A machine that has just come up, with everything else that starts on it, is slow. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int WRONG_USE = 2;
    private static final int SYSTEM_FAILED = 3;
    private static final long POLL_MILLIS = 20;
    private static final long STOP_MILLIS = 30_000;
    private static volatile int exitCode;
    private final Distribution distribution;
    private final Options options;
    private final Instant startedAt = startOfTheJvm();

    private Launcher(Distribution distribution, Options options) {
        this.distribution = distribution;
        this.options = options;
    }

    /** The script hands over the microsecond at which it started the JVM; the age of the process would count a build before it. */
    private static Instant startOfTheJvm() {
        Long micros = Long.getLong("idem.started");
        return micros == null ? Instant.now() : Instant.ofEpochMilli(micros / 1000);
    }

    /** @param arguments the folder of the distribution, then options */
    public static void main(String[] arguments) {
        try {
            Path folder = Path.of(arguments[0]).toAbsolutePath().normalize();
            List<String> rest = List.of(arguments).subList(1, arguments.length);
            new Launcher(new Distribution(folder), Options.parse(folder, rest)).run();
            exit(Integer.getInteger("idem.exit", 0));
        } catch (StartFailure e) {
            System.err.println(e.getMessage());
            exit(e.exitCode());
        } catch (IOException | BundleException e) {
            System.err.println("The distribution does not start: " + RunningFramework.firstLine(e));
            exit(SYSTEM_FAILED);
        } catch (InterruptedException e) {
            exit(SYSTEM_FAILED);
        }
    }

    private static void exit(int code) {
        exitCode = code;
        Runtime.getRuntime().exit(code);
    }

    private void run() throws IOException, BundleException, InterruptedException {
        options.requireFreePort();
        Home home = Home.open(options.home());
        System.setProperty("idem.home", options.home().toString());
        Map<String, String> properties = distribution.frameworkProperties(options);
        Cryptography.of(properties.get(Cryptography.PROPERTY)).install();
        RunningFramework framework = RunningFramework.start(properties, distribution.bundles(options.bench().isPresent()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(framework, home), "stop"));
        checkSafety(framework);
        framework.openToAll();
        Served served = awaitReady(framework);
        home.announce(served, startedAt);
        sayReady(served);
        framework.unsignedPlugins().ifPresent(System.err::println);
        framework.awaitStop();
    }

    /** All that is unsafe is told at once: in production it ends the start before anything listens. */
    private void checkSafety(RunningFramework framework) {
        List<Finding> findings = new SafetyChecks(framework.context(), options.home()).findings();
        if (Mode.of(framework.context().getProperty(Mode.PROPERTY)) == Mode.PILOT) {
            System.err.println("Mode pilot: this machine only, no TLS, unsigned plugins are taken. Not for service"
                    + (findings.isEmpty() ? "" : "; production would refuse:"));
            findings.forEach(finding -> System.err.println(finding.line()));
        } else if (!findings.isEmpty()) {
            throw new StartFailure(WRONG_USE,
                    "Idem does not start in production, " + findings.size() + (findings.size() == 1 ? " setting is" : " settings are")
                            + " unsafe:" + System.lineSeparator()
                            + findings.stream().map(Finding::line).collect(Collectors.joining(System.lineSeparator())));
        }
    }

    /** A bundle that does not resolve ends the start at once, components that wait for something get {@link #PATIENCE}. */
    private Served awaitReady(RunningFramework framework) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!framework.allTried() && Instant.now().isBefore(end)) {
            Thread.sleep(POLL_MILLIS);
        }
        List<String> failures = framework.bundleFailures();
        if (!failures.isEmpty()) {
            throw new StartFailure(SYSTEM_FAILED, String.join(System.lineSeparator(), failures));
        }
        int status = 0;
        while (Instant.now().isBefore(end)) {
            Optional<Served> served = Served.find(framework.context());
            status = served.map(place -> new Readiness(place).status()).orElse(0);
            if (status == 200) {
                return served.orElseThrow();
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new StartFailure(SYSTEM_FAILED, notReady(framework, status));
    }

    private String notReady(RunningFramework framework, int status) {
        List<String> lines = new ArrayList<>(new Components(framework.context()).problems());
        String answer = status == 0 ? "nothing answers on port " + options.port() : "/health/ready answers " + status;
        lines.add(
                "Idem is not ready after " + PATIENCE.toSeconds() + " s (" + answer + "): see " + options.home().resolve("logs/idem.log"));
        return String.join(System.lineSeparator(), lines);
    }

    private void sayReady(Served served) {
        double seconds = Duration.between(startedAt, Instant.now()).toMillis() / 1000.0;
        String base = served.base().toString();
        String line = String.format(Locale.ROOT, "Idem is ready in %.1f s: start page %s/ , API %s/docs , home %s (Ctrl-C stops)", seconds,
                base, base, options.home());
        // What a measurement prints may be read by a program: it alone goes to standard output then.
        (options.bench().isPresent() ? System.err : System.out).println(line);
    }

    /** Ends the process itself: after a signal the JVM would exit with the signal's number, but a clean stop is a success. */
    private static void stop(RunningFramework framework, Home home) {
        ExitCaller.find().ifPresent(caller -> {
            exitCode = SYSTEM_FAILED;
            System.err.println("Idem was ended from within, by " + caller
                    + ": take the plugin that this belongs to out, or run it in a process of its own");
        });
        try {
            if (!framework.stop(STOP_MILLIS)) {
                System.err.println("Some parts did not stop within " + STOP_MILLIS / 1000 + " s");
            }
            home.close();
            System.out.flush();
            Runtime.getRuntime().halt(exitCode);
        } catch (BundleException | IOException e) {
            System.err.println("The stop was not clean: " + RunningFramework.firstLine(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
