package id.core.http.station;

import id.api.device.CaptureDevice;
import id.api.device.CaptureOutcome;
import id.api.device.CaptureRequest;
import id.api.device.Captured;
import id.api.device.FailureToAcquire;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.plugin.PluginOffer;
import id.api.plugin.PluginRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.osgi.framework.Constants;

/**
 * Captures with the devices at this machine. Where no certain one is meant, a busy device is passed over for the next,
 * and while all are busy the request waits its turn, at most as long as the person has.
 */
final class Devices {
    /** A device ends by its own time limit; this is what it may need on top to say so. */
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int LONGEST_DETAIL = 500;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final PluginRegistry plugins;
    private final InstantSource clock;

    Devices(PluginRegistry plugins, InstantSource clock) {
        this.plugins = plugins;
        this.clock = clock;
    }

    CaptureOutcome capture(CaptureRequest request, String filter, boolean any) {
        if (!any) {
            return ask(request, filter);
        }
        Instant end = clock.instant().plus(request.timeout());
        while (true) {
            CaptureOutcome outcome = firstFree(request, filter);
            if (!isBusy(outcome) || !clock.instant().isBefore(end)) {
                return outcome;
            }
            pause();
        }
    }

    private CaptureOutcome firstFree(CaptureRequest request, String filter) {
        List<PluginOffer> offers = plugins.offers(CaptureDevice.class, filter);
        for (PluginOffer offer : offers) {
            Object id = offer.properties().get(Constants.SERVICE_ID);
            CaptureOutcome outcome = ask(request, "(" + Constants.SERVICE_ID + "=" + id + ")");
            if (!isBusy(outcome)) {
                return outcome;
            }
        }
        // Nobody there: the registry says so in its own words.
        return offers.isEmpty() ? ask(request, filter)
                : new FailureToAcquire(FailureToAcquire.Reason.DEVICE_BUSY, "Every device that fits is in use");
    }

    private CaptureOutcome ask(CaptureRequest request, String filter) {
        return sound(request, plugins
                .call(CaptureDevice.class, filter, request.timeout().plus(GRACE), device -> device.capture(request))
                .orThrow(GeneralError.UNAVAILABLE, "modality"));
    }

    /** The desk shows what was captured as what was asked for: a device that mixes up fingers would mix up people. */
    private static CaptureOutcome sound(CaptureRequest request, CaptureOutcome outcome) {
        boolean fits = switch (outcome) {
            case Captured(var samples) ->
                samples.stream().map(captured -> captured.sample().position()).toList().equals(request.positions());
            case FailureToAcquire(var reason, var detail) -> detail.length() <= LONGEST_DETAIL;
        };
        if (!fits) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "modality",
                    "The device answered with something else than it was asked for: capture with another one");
        }
        return outcome;
    }

    private static boolean isBusy(CaptureOutcome outcome) {
        return outcome instanceof FailureToAcquire(var reason, var detail)
                && reason == FailureToAcquire.Reason.DEVICE_BUSY;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "The system stops: try again later", stopped);
        }
    }
}
