package id.core.http.station;

import id.api.access.AccessError;
import id.api.access.HotKind;
import id.api.access.Hotlist;
import id.api.device.CaptureDevice;
import id.api.error.IdentityException;
import id.api.plugin.PluginOffer;
import id.api.plugin.PluginRegistry;
import org.osgi.framework.Constants;

/** Keeps devices of the hotlist from capturing: one that is meant is refused, others are passed over. */
final class HotDevices {
    private final PluginRegistry plugins;
    private final Hotlist hotlist;

    HotDevices(PluginRegistry plugins, Hotlist hotlist) {
        this.plugins = plugins;
        this.hotlist = hotlist;
    }

    /**
     * The filter without the devices that are hot.
     *
     * @param serial
     *            of the one device that is meant, or null
     */
    String without(String filter, String serial) {
        if (serial != null && hotlist.isHot(HotKind.DEVICE, serial)) {
            throw new IdentityException(AccessError.HOTLISTED, "serial",
                    "The device is on the hotlist: capture with another one");
        }
        StringBuilder others = new StringBuilder();
        for (PluginOffer offer : plugins.offers(CaptureDevice.class, filter)) {
            Object own = offer.properties().get(CaptureDevice.SERIAL);
            if (own != null && hotlist.isHot(HotKind.DEVICE, own.toString())) {
                others.append("(!(" + Constants.SERVICE_ID + "=" + offer.properties().get(Constants.SERVICE_ID) + "))");
            }
        }
        return others.isEmpty() ? filter : "(&" + filter + others + ")";
    }
}
