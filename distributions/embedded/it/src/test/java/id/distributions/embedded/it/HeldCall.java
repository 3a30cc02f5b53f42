package id.distributions.embedded.it;

import id.api.biometric.BiometricSample;
import id.api.biometric.BiometricTemplate;
import id.api.biometric.FalseMatchRate;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.PositionedTemplate;
import id.api.device.CaptureDevice;
import id.api.device.CaptureRequest;
import id.api.matching.AbisEngine;
import id.api.matching.BiometricMatcher;
import id.api.matching.Probe;
import id.api.matching.SearchLimits;
import id.api.matching.Searched;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.printer.CredentialPrinter;
import id.api.printer.PrintJob;
import id.api.storage.ObjectStore;
import id.api.value.CredentialId;
import id.api.value.GalleryId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * One call to a plugin that begins before an upgrade and ends only when somebody else was answered by the next version.
 * It works at its beginning and at its end, and says which version it was both times.
 */
final class HeldCall {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final PluginRegistry plugins;
    private final VendorKind kind;
    private final List<BiometricSample> fingers;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CompletableFuture<PluginOutcome<String>> outcome = new CompletableFuture<>();

    HeldCall(PluginRegistry plugins, VendorKind kind, List<BiometricSample> fingers) {
        this.plugins = plugins;
        this.kind = kind;
        this.fingers = fingers;
    }

    /** Begins; returns when the plugin is in the call. */
    HeldCall begin() throws InterruptedException {
        Thread.ofPlatform().name("held-" + kind).start(() -> {
            outcome.complete(call(spi()));
            begun.countDown();
        });
        begun.await();
        return this;
    }

    /** Lets it end once {@code version} answers others; what the held call says of itself. */
    String endWhenAnsweredBy(String version) throws Exception {
        Class<?> spi = spi();
        VendorPlugins.await(kind + " is answered by " + version, () -> plugins
                .call(spi, kind.filter(), LIMIT, Object::toString).orElse(why -> why).equals(version));
        release.countDown();
        return switch (outcome.get()) {
            case PluginOutcome.Answered<String>(String versions) -> versions;
            case PluginOutcome<String> other -> other.toString();
        };
    }

    private Class<?> spi() {
        try {
            return PluginRegistry.class.getClassLoader().loadClass(kind.spi());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private <S> PluginOutcome<String> call(Class<S> spi) {
        return plugins.call(spi, kind.filter(), LIMIT, plugin -> {
            String before = plugin.toString();
            work(plugin);
            begun.countDown();
            release.await();
            work(plugin);
            return before + " to " + plugin;
        });
    }

    private void work(Object plugin) throws Exception {
        switch (plugin) {
            case CaptureDevice device -> device.capture(new CaptureRequest(Modality.FINGER,
                    List.of(Position.RIGHT_INDEX), Duration.ofSeconds(5), 0, Map.of()));
            case BiometricMatcher matcher -> compare(matcher);
            case AbisEngine engine -> search(engine);
            case CredentialPrinter printer -> printer.print(new PrintJob("held", new CredentialId("0".repeat(32)),
                    "id-1-pdf", "1", "Utopia", List.of(), Optional.empty(), "code", LocalDate.EPOCH, LocalDate.MAX))
                    .getValue();
            case Notifier notifier -> notifier.send(new Message("held", "held", "", "text")).getValue();
            case ObjectStore store -> keep(store);
            // A stage and a factor are worked on by the load; what they need is made by the core alone.
            default -> plugin.hashCode();
        }
    }

    private void compare(BiometricMatcher matcher) {
        BiometricTemplate template = matcher.extract(fingers.getFirst());
        check(matcher.compare(template, template).falseMatchRate().value() < 1e-6, "a finger is like itself");
    }

    private void search(AbisEngine engine) throws Exception {
        List<PositionedTemplate> templates = plugins
                .call(BiometricMatcher.class, VendorKind.MATCHER.filter(), LIMIT,
                        matcher -> fingers.stream()
                                .map(finger -> new PositionedTemplate(finger.position(), matcher.extract(finger))).toList())
                .orElse(why -> List.of());
        Searched found = (Searched) engine.identify(GalleryId.RESIDENTS, new Probe(Optional.empty(), templates),
                new SearchLimits(10, new FalseMatchRate(1e-6), LIMIT, 1)).getValue();
        check(!found.candidates().isEmpty(), "who is enrolled is found");
    }

    private static void keep(ObjectStore store) throws Exception {
        byte[] content = "content".getBytes(StandardCharsets.US_ASCII);
        store.put("held/object", new ByteArrayInputStream(content));
        try (InputStream in = store.open("held/object").orElseThrow()) {
            check(new String(in.readAllBytes(), StandardCharsets.US_ASCII).equals("content"), "what was kept is there");
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("It does not hold: " + what);
        }
    }
}
