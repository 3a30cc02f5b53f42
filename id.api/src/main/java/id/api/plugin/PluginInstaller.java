package id.api.plugin;

import id.api.value.ClientId;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Brings plugins in and takes them out while the system runs. Every jar passes the signature gate before any code of it
 * runs; every change and every refusal is in the audit trail. Safe for concurrent use: changes wait for each other.
 */
@ProviderType
public interface PluginInstaller {
    /**
     * Takes a plugin in, keeps it for every later start, and waits until it offers its services or says what it lacks.
     *
     * @param jar
     *            read to its end and closed by the caller; at most 64 MiB
     * @param file
     *            what it is called where it comes from, at most 200 printable characters; a refusal is told under it.
     *            Empty where it has no name.
     * @param by
     *            who asks
     * @return {@code Done} also for a plugin that waits for something: its status says for what
     */
    PluginChange install(InputStream jar, String file, ClientId by);

    /**
     * Puts a version in the place of the one that is there: installs it beside, probes it, switches, and lets the calls
     * in flight end on the old one. When the new one does not come up, the old one stays.
     *
     * @param file
     *            as for {@link #install}
     * @throws id.api.error.IdentityException
     *             {@code NOT_FOUND} when no version of it is installed
     */
    PluginChange upgrade(InputStream jar, String file, ClientId by);

    /**
     * Takes a plugin out: lets its calls end, then forgets it.
     *
     * @param name
     *            symbolic name of its bundle
     * @param version
     *            which one; needed only where several are installed
     * @throws id.api.error.IdentityException
     *             {@code NOT_FOUND}; {@code CONFLICT} when it belongs to the distribution itself
     */
    PluginChange remove(String name, Optional<String> version, ClientId by);

    /** What was not let in since the start and has not been mended, newest last; at most 100. */
    List<PluginRefusal> refusals();

    /** Plugins in use that nobody signed, as {@code name version}. */
    List<String> unsigned();
}
