package id.core.http.admin;

import id.api.identity.IdentityRegistry;
import id.api.identity.UinCapacity;
import id.api.partner.RequiresScope;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginState;
import id.api.plugin.PluginStatus;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** What runs here, and how it is. */
@Component(service = SystemResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class SystemResource {
    private final BundleContext context;
    private final PluginRegistry plugins;
    private final IdentityRegistry identities;

    @Activate
    public SystemResource(BundleContext context, @Reference PluginRegistry plugins,
            @Reference IdentityRegistry identities) {
        this.context = context;
        this.plugins = plugins;
        this.identities = identities;
    }

    /** The system. */
    record SystemJson(String name, String version, String mode, String java, String startedAt, long pluginsInUse,
            long pluginsNotInUse) {}

    @GET
    @Path("system")
    @RequiresScope(value = "admin.system.read", everywhere = true)
    public SystemJson system() {
        List<PluginStatus> all = plugins.plugins();
        long inUse = all.stream().filter(plugin -> plugin.state() == PluginState.IN_USE).count();
        String mode = context.getProperty("idem.mode");
        return new SystemJson("Idem", context.getBundle().getVersion().toString(), mode == null ? "pilot" : mode,
                Runtime.version().toString(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()).toString(), inUse,
                all.size() - inUse);
    }

    @GET
    @Path("uin-capacity")
    @RequiresScope(value = "admin.system.read", everywhere = true)
    public UinCapacity capacity() {
        return identities.capacity();
    }
}
