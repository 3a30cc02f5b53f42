package id.core.plugins.install;

import id.api.device.CaptureDevice;
import id.api.matching.AbisEngine;
import id.api.value.GalleryId;
import id.core.plugins.PluginAdmission;
import id.core.plugins.PluginAdmission.OfferedService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Tries out a plugin before anybody is sent to it: each service that it offers is made, and an engine must have loaded
 * its galleries. Runs code of the plugin on threads of its own.
 */
final class PluginProbe {
    private static final long POLL_MILLIS = 20;

    private final PluginAdmission admission;
    private final Duration settle;

    /**
     * @param settle
     *            how long a plugin may go on offering nothing or too little
     */
    PluginProbe(PluginAdmission admission, Duration settle) {
        this.admission = admission;
        this.settle = settle;
    }

    /** What a service is picked by, of all services of a plugin. */
    static Set<String> offer(List<OfferedService> services) {
        Set<String> offer = new TreeSet<>();
        for (OfferedService service : services) {
            String selection = service.selection().isEmpty() ? "" : " with " + String.join(", ", service.selection());
            service.kinds().forEach(kind -> offer.add(kind + selection));
        }
        return offer;
    }

    /** What came of trying it out. */
    sealed interface Finding {
        /** It can be called. */
        record Works() implements Finding {}

        /** It offers nothing, or less than was asked for: something that it needs is not there. */
        record Waits(String why) implements Finding {}

        /** It offers what was asked for, but has not loaded yet what it answers from. */
        record Loads(String why) implements Finding {}

        /** It was asked and could not answer. */
        record Broken(String why) implements Finding {}

        /** Why it does not work; empty when it does. */
        default Optional<String> inVain() {
            return switch (this) {
                case Works works -> Optional.empty();
                case Waits(String why) -> Optional.of(why);
                case Loads(String why) -> Optional.of(why);
                case Broken(String why) -> Optional.of(why);
            };
        }
    }

    /**
     * Waits until it works.
     *
     * @param needed
     *            what it must offer at least, as {@link #offer} says it
     * @param limit
     *            for all of it; an engine's loading counts
     * @param words
     *            what keeps it idle
     */
    Finding of(InstalledPlugin plugin, PluginHost host, Set<String> needed, Duration limit, Supplier<String> words)
            throws InterruptedException {
        long start = System.nanoTime();
        long end = start + limit.toNanos();
        long settled = start + Math.min(settle.toNanos(), limit.toNanos());
        List<OfferedService> made = new ArrayList<>();
        String waitsFor = "";
        do {
            Optional<String> hopeless = host.hopeless(plugin);
            if (hopeless.isPresent()) {
                return new Finding.Waits(hopeless.get());
            }
            List<OfferedService> services = admission.services(plugin.location());
            Set<String> missing = new TreeSet<>(needed);
            missing.removeAll(offer(services));
            if (!services.isEmpty() && missing.isEmpty()) {
                Optional<String> broken = make(services, made, left(end));
                if (broken.isPresent()) {
                    // A component that failed says more of it than its service, which is just not there.
                    return new Finding.Broken(host.hopeless(plugin).orElse(broken.get()));
                }
                waitsFor = notReady(services, left(end));
                if (waitsFor.isEmpty()) {
                    return new Finding.Works();
                }
            } else if (System.nanoTime() > settled) {
                return new Finding.Waits(services.isEmpty() ? words.get() : "It does not offer " + String.join("; ", missing));
            }
            Thread.sleep(POLL_MILLIS);
        } while (System.nanoTime() < end);
        return new Finding.Loads(waitsFor + " after " + limit.toSeconds() + " s");
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    private static Optional<String> make(List<OfferedService> services, List<OfferedService> made, Duration limit)
            throws InterruptedException {
        for (OfferedService service : services) {
            if (!made.contains(service)) {
                Optional<String> broken = made(service, limit);
                if (broken.isPresent()) {
                    return broken;
                }
                made.add(service);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> made(OfferedService service, Duration limit) throws InterruptedException {
        String kind = String.join(", ", service.kinds());
        try {
            return BoundedWork.run("make its " + kind, limit, service::fetch).isPresent() ? Optional.empty()
                    : Optional.of("Its " + kind + " could not be made: the log says why");
        } catch (BoundedWork.Hanging hangs) {
            return Optional.of("It " + hangs.getMessage());
        } catch (ExecutionException broken) {
            return Optional.of("Its " + kind + " could not be made: " + broken.getCause().getClass().getName());
        }
    }

    /** What it still waits for; empty when it can be called. */
    private static String notReady(List<OfferedService> services, Duration limit) throws InterruptedException {
        for (OfferedService service : services) {
            try {
                String waits = BoundedWork.run("say how it is", limit, () -> notReady(service));
                if (!waits.isEmpty()) {
                    return waits;
                }
            } catch (BoundedWork.Hanging hangs) {
                return "It " + hangs.getMessage();
            } catch (ExecutionException broken) {
                return "It cannot say how it is (" + broken.getCause().getClass().getName() + ")";
            }
        }
        return "";
    }

    private static String notReady(OfferedService service) throws InterruptedException {
        Object made = service.fetch().orElse(null);
        if (made instanceof AbisEngine engine) {
            for (GalleryId gallery : galleries(service)) {
                if (!engine.status(gallery).ready()) {
                    return "The gallery " + gallery.value() + " is still being loaded";
                }
            }
        }
        if (made instanceof CaptureDevice device) {
            // Any status will do, a device may be unplugged: that it can tell one is what counts.
            device.status();
        }
        return "";
    }

    static List<GalleryId> galleries(OfferedService service) {
        return switch (service.property(AbisEngine.GALLERY)) {
            case String one -> List.of(new GalleryId(one));
            case String[] several -> List.of(several).stream().map(GalleryId::new).toList();
            case null, default -> List.of();
        };
    }
}
