package id.core.http.station;

import id.api.access.Hotlist;
import id.api.device.CaptureDevice;
import id.api.device.CaptureOutcome;
import id.api.device.CaptureRequest;
import id.api.device.Captured;
import id.api.device.CapturedSample;
import id.api.device.FailureToAcquire;
import id.api.partner.RequiresScope;
import id.api.plugin.PluginOffer;
import id.api.plugin.PluginRegistry;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** The capture devices at this machine. A failure to acquire is an answer, not an error. */
@Component(service = CaptureResource.class)
@JakartarsResource
@JakartarsExtensionSelect("(osgi.jakartars.name=idem.gate)")
@Path("/station/v1")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("station.capture")
public final class CaptureResource {
    private static final Duration STATUS_LIMIT = Duration.ofSeconds(2);

    private final PluginRegistry plugins;
    private final Devices devices;
    private final HotDevices hot;

    @Activate
    public CaptureResource(@Reference PluginRegistry plugins, @Reference InstantSource clock,
            @Reference Hotlist hotlist) {
        this.hot = new HotDevices(plugins, hotlist);
        this.plugins = plugins;
        this.devices = new Devices(plugins, clock);
    }

    /** One device. */
    record Device(String serial, String make, String model, String modality, String plugin, String status) {}

    /** One captured sample. */
    record Sample(String position, String format, byte[] data, int quality, String algorithm,
            String presentationAttack) {
        static Sample of(CapturedSample captured) {
            return new Sample(captured.sample().position().label(), captured.sample().format().name(),
                    captured.sample().data().toArray(), captured.quality().value(), captured.quality().algorithm(),
                    captured.presentationAttack().name());
        }

        @Override
        public String toString() {
            return "Sample[***]";
        }
    }

    @GET
    @Path("devices")
    public Map<String, List<Device>> devices() {
        return Map.of("devices", plugins.offers(CaptureDevice.class, "").stream().map(this::device).toList());
    }

    private Device device(PluginOffer offer) {
        Object id = offer.properties().get(Constants.SERVICE_ID);
        String status = plugins.call(CaptureDevice.class, "(" + Constants.SERVICE_ID + "=" + id + ")", STATUS_LIMIT,
                device -> device.status().name()).orElse(why -> "FAULT");
        return new Device(text(offer, CaptureDevice.SERIAL), text(offer, CaptureDevice.MAKE),
                text(offer, CaptureDevice.MODEL), text(offer, CaptureDevice.MODALITY), offer.plugin(), status);
    }

    private static String text(PluginOffer offer, String property) {
        return String.valueOf(offer.properties().getOrDefault(property, ""));
    }

    @POST
    @Path("captures")
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, Object> capture(CaptureBody body) {
        CaptureRequest request = body.toRequest();
        CaptureOutcome outcome = devices.capture(request, hot.without(body.filter(), body.serial()), body.serial() == null);
        return switch (outcome) {
            case Captured captured -> Map.of("samples", captured.samples().stream().map(Sample::of).toList());
            case FailureToAcquire failure ->
                Map.of("failure", Map.of("reason", failure.reason().name(), "detail", failure.detail()));
        };
    }
}
