package id.core.plugins.isolation;

import com.example.line.Sender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/** A vendor's jar: one class and, if asked for, one component of it. */
record PluginJar(String name, Map<String, String> headers, String references) {
    private static final String CLASS = Sender.class.getName().replace('.', '/') + ".class";
    static final String IMPORTS = "id.api.notification,org.osgi.util.promise";

    static PluginJar importing(String name, String imports) {
        return new PluginJar(name, Map.of(Constants.IMPORT_PACKAGE, imports), null);
    }

    /** One with a component that is a notifier and waits for services. */
    static PluginJar component(String name, String... services) {
        StringBuilder references = new StringBuilder();
        for (String service : services) {
            references.append("<reference interface=\"").append(service).append("\"/>");
        }
        return new PluginJar(name,
                Map.of(Constants.IMPORT_PACKAGE, IMPORTS, "Service-Component", "OSGI-INF/sender.xml", "Require-Capability",
                        "osgi.extender;filter:=\"(osgi.extender=osgi.component)\""),
                references.toString());
    }

    PluginJar with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new PluginJar(name, more, references);
    }

    byte[] bytes() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.forEach(main::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry(CLASS));
            try (InputStream in = Sender.class.getClassLoader().getResourceAsStream(CLASS)) {
                in.transferTo(jar);
            }
            if (references != null) {
                jar.putNextEntry(new JarEntry("OSGI-INF/sender.xml"));
                jar.write(("<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"" + name
                        + "\" configuration-policy=\"require\"><implementation class=\"" + Sender.class.getName()
                        + "\"/><service><provide interface=\"id.api.notification.Notifier\"/></service>" + references
                        + "</scr:component>").getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
