package id.core.http.admin;

import id.api.access.Approvals;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.RequiresScope;
import id.api.plugin.PluginChange;
import id.api.plugin.PluginInstaller;
import id.api.plugin.PluginRefusal;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginStatus;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Plugins: what is there and why not, in, up, out. */
@Component(service = PluginResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/plugins")
@Produces(MediaType.APPLICATION_JSON)
public final class PluginResource {
    private static final String JAR = "application/java-archive";

    private final PluginRegistry registry;
    private final PluginInstaller installer;
    private final Approvals approvals;

    @Activate
    public PluginResource(@Reference PluginRegistry registry, @Reference PluginInstaller installer,
            @Reference Approvals approvals) {
        this.approvals = approvals;
        this.registry = registry;
        this.installer = installer;
    }

    /** Plugins that are there, jars that are not in use, and who runs without a signature. */
    record PluginsJson(List<PluginStatus> plugins, List<RefusalJson> refusals, List<String> unsigned) {}

    /** A jar that is not in use. */
    record RefusalJson(String file, String code, String why, String mend, String at) {
        static RefusalJson of(PluginRefusal refusal) {
            return new RefusalJson(refusal.file(), refusal.code(), refusal.why(), refusal.mend(), refusal.at().toString());
        }
    }

    /** What came of a change; what does not apply is left out. */
    record ChangeJson(String result, PluginStatus plugin, String replaced, String code, String why) {
        static ChangeJson of(PluginChange change) {
            return switch (change) {
                case PluginChange.Done(PluginStatus plugin, Optional<String> replaced) ->
                    new ChangeJson("DONE", plugin, replaced.orElse(null), null, null);
                case PluginChange.Kept(PluginStatus plugin, String why) -> new ChangeJson("KEPT", plugin, null, null, why);
                case PluginChange.Refused(String code, String why) -> new ChangeJson("REFUSED", null, null, code, why);
            };
        }
    }

    @GET
    @RequiresScope(value = "admin.plugin.read", everywhere = true)
    public PluginsJson plugins() {
        return new PluginsJson(registry.plugins(), installer.refusals().stream().map(RefusalJson::of).toList(), installer.unsigned());
    }

    /** Why a plugin is as it is: its versions, and refusals of files that bear its name. */
    @GET
    @Path("{name}")
    @RequiresScope(value = "admin.plugin.read", everywhere = true)
    public PluginsJson why(@PathParam("name") String name, @QueryParam("version") String version) {
        List<PluginStatus> plugins = registry.plugins().stream().filter(plugin -> plugin.name().equals(name))
                .filter(plugin -> version == null || plugin.version().equals(version)).toList();
        List<RefusalJson> refusals = installer.refusals().stream()
                .filter(refusal -> refusal.file().equals(name) || refusal.why().startsWith(name + " "))
                .map(RefusalJson::of).toList();
        if (plugins.isEmpty() && refusals.isEmpty()) {
            throw new IdentityException(GeneralError.NOT_FOUND, "name",
                    "Nothing is known of a plugin or a dropped file of that name: the list names all");
        }
        List<String> unsigned = installer.unsigned().stream().filter(one -> one.startsWith(name + " ")).toList();
        return new PluginsJson(plugins, refusals, unsigned);
    }

    @POST
    @Path("install")
    @Consumes(JAR)
    @RequiresScope(value = "admin.plugin.write", everywhere = true)
    public ChangeJson install(InputStream jar, @QueryParam("file") @DefaultValue("") String file, @Context SecurityContext caller) {
        return ChangeJson.of(installer.install(approved("install", jar, file, caller), file, Request.caller(caller)));
    }

    @POST
    @Path("upgrade")
    @Consumes(JAR)
    @RequiresScope(value = "admin.plugin.write", everywhere = true)
    public ChangeJson upgrade(InputStream jar, @QueryParam("file") @DefaultValue("") String file, @Context SecurityContext caller) {
        return ChangeJson.of(installer.upgrade(approved("upgrade", jar, file, caller), file, Request.caller(caller)));
    }

    @DELETE
    @Path("{name}")
    @RequiresScope(value = "admin.plugin.write", everywhere = true)
    public ChangeJson remove(@PathParam("name") String name, @QueryParam("version") String version, @Context SecurityContext caller) {
        approvals.require(Approvals.PLUGINS, Request.subject(name), "remove " + version, Request.caller(caller));
        return ChangeJson.of(installer.remove(name, Optional.ofNullable(version), Request.caller(caller)));
    }

    /** What two people ask for is the very same jar, byte by byte. */
    private InputStream approved(String act, InputStream jar, String file, SecurityContext caller) {
        if (!approvals.takesTwo(Approvals.PLUGINS)) {
            return jar;
        }
        try {
            byte[] content = jar.readAllBytes();
            String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            approvals.require(Approvals.PLUGINS, Request.subject(file), act + " " + digest, Request.caller(caller));
            return new ByteArrayInputStream(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        } catch (IOException cut) {
            throw new IdentityException(GeneralError.MALFORMED, "", "The jar did not come to its end", cut);
        }
    }
}
