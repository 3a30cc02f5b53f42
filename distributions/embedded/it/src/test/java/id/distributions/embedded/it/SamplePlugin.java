package id.distributions.embedded.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A vendor's jar, made of two classes of these tests. */
final class SamplePlugin {
    static final String SOUND = "com.example.sms";
    static final String NEEDY = "com.example.needy";
    private static final String IMPORTS = "id.api.notification;version=\"[1.0,2)\",org.osgi.util.promise";

    private static final String COMPONENT = "OSGI-INF/sms.xml";
    private static final String DECLARATION = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="com.example.sms">
              <implementation class="com.example.sms.SmsNotifier"/>
              <service><provide interface="id.api.notification.Notifier"/></service>
              <property name="channel" value="sms"/>
            </scr:component>
            """;

    private SamplePlugin() {}

    static byte[] sound() throws IOException {
        return sound("1.0.0");
    }

    static byte[] sound(String version) throws IOException {
        return jar(SOUND, version, IMPORTS);
    }

    static byte[] needing(String aPackage) throws IOException {
        return jar(NEEDY, "1.0.0", IMPORTS + "," + aPackage);
    }

    /** Says nowhere what kind of plugin it is. */
    static byte[] kindless() throws IOException {
        return jar("com.example.kindless", "1.0.0", IMPORTS);
    }

    private static byte[] jar(String name, String version, String imports) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", version);
        if (!name.endsWith("kindless")) {
            main.putValue("Service-Component", COMPONENT);
        }
        main.putValue("Import-Package", imports);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry(COMPONENT));
            jar.write(DECLARATION.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
            for (String type : new String[]{ "SmsNotifier", "SmsLine" }) {
                String entry = "com/example/sms/" + type + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream in = SamplePlugin.class.getClassLoader().getResourceAsStream(entry)) {
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
