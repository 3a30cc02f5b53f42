package id.core.plugins.process;

import id.worker.wire.Property;
import id.worker.wire.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of one plugin: those that its components name, and those that begin with its symbolic name. */
final class ForwardedSettings {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardedSettings.class);

    private static final String OURS = "id.";

    private final BundleContext context;
    private final String plugin;
    private final Set<String> declared;

    ForwardedSettings(BundleContext context, String plugin, Path jar) {
        this.context = context;
        this.plugin = plugin;
        this.declared = declared(jar);
    }

    boolean concern(String pid, String factory) {
        return isOurs(factory == null ? pid : factory);
    }

    private boolean isOurs(String pid) {
        // A jar may name any settings as its components': those of the core and its parts hold what is not for it.
        boolean own = pid.equals(plugin) || pid.startsWith(plugin + ".");
        return own || declared.contains(pid) && !pid.startsWith(OURS);
    }

    /** All that there are now. */
    List<Setting> now() {
        return List.copyOf(byPid().values());
    }

    /** One of them as it is now; empty when it is no more. */
    Optional<Setting> now(String pid) {
        return Optional.ofNullable(byPid().get(pid));
    }

    private Map<String, Setting> byPid() {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        if (reference == null) {
            return Map.of();
        }
        try {
            Configuration[] all = context.getService(reference).listConfigurations(null);
            Map<String, Setting> ours = new TreeMap<>();
            for (Configuration each : all == null ? new Configuration[0] : all) {
                if (concern(each.getPid(), each.getFactoryPid()) && each.getProperties() != null) {
                    ours.put(each.getPid(), setting(each.getPid(), each.getFactoryPid(), each.getProperties()));
                }
            }
            return ours;
        } catch (IOException | InvalidSyntaxException unreadable) {
            LOG.error("The settings of {} cannot be read", plugin, unreadable);
            return Map.of();
        } finally {
            context.ungetService(reference);
        }
    }

    static Setting gone(String pid, String factory) {
        return setting(pid, factory, null);
    }

    private static Setting setting(String pid, String factory, Dictionary<String, Object> values) {
        String name = factory != null && pid.startsWith(factory + "~") ? pid.substring(factory.length() + 1)
                : factory != null && pid.startsWith(factory + ".") ? pid.substring(factory.length() + 1) : pid;
        return new Setting(name, Optional.ofNullable(factory), values == null ? Map.of() : Property.all(values));
    }

    /** The gate has judged the jar; what is no component here is none for the plugin's framework either. */
    private static Set<String> declared(Path jar) {
        Set<String> pids = new TreeSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (entry.getName().startsWith("OSGI-INF/") && entry.getName().endsWith(".xml")) {
                    try (InputStream in = file.getInputStream(entry)) {
                        pids.addAll(declared(in));
                    } catch (XMLStreamException unsound) {
                        LOG.warn("{} in the jar of a plugin is no sound XML", entry.getName());
                    }
                }
            }
        } catch (IOException unreadable) {
            LOG.warn("A plugin's jar cannot be read: {}", unreadable.getMessage());
        }
        return pids;
    }

    static Set<String> declared(InputStream component) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        Set<String> pids = new TreeSet<>();
        try {
            read(factory.createXMLStreamReader(component), pids);
        } catch (RuntimeException broken) {
            // The JDK's parser lacks texts for some faults, and fails looking for them.
            throw new XMLStreamException(broken);
        }
        return pids;
    }

    private static void read(XMLStreamReader reader, Set<String> pids) throws XMLStreamException {
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamReader.START_ELEMENT && reader.getLocalName().equals("component")) {
                String name = reader.getAttributeValue(null, "name");
                String named = reader.getAttributeValue(null, "configuration-pid");
                for (String pid : (named == null ? "$" : named).strip().split("\\s+")) {
                    if (!pid.equals("$") && !pid.isEmpty()) {
                        pids.add(pid);
                    } else if (pid.equals("$") && name != null && !name.isBlank()) {
                        pids.add(name);
                    }
                }
            }
        }
    }
}
