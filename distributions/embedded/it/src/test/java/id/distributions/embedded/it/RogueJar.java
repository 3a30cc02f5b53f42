package id.distributions.embedded.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.FrameworkUtil;

/**
 * A plugin bundle made of one class of {@code com.example.rogue}, with a component, or started by an activator when the
 * class is one.
 *
 * @param components
 *            how often its service is registered
 */
record RogueJar(String name, Class<?> type, Map<String, Object> properties, int components) {
    private static final String IMPORTS = List.of("biometric", "device", "enrollment", "error", "matching", "notification",
            "plugin", "printer", "storage", "value", "verification").stream().map(api -> "id.api." + api + ";version=\"[1.0,2)\"")
            .reduce("org.osgi.util.promise,org.osgi.util.function", (all, one) -> all + "," + one);

    byte[] bytes() throws IOException {
        boolean activator = BundleActivator.class.isAssignableFrom(type);
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", "1.0.0");
        // Classes of the same file may use the framework: what does not need it runs without.
        main.putValue("Import-Package", IMPORTS + ",org.osgi.framework" + (activator ? "" : ";resolution:=optional"));
        main.putValue(activator ? "Bundle-Activator" : "Service-Component", activator ? type.getName() : "OSGI-INF/*.xml");
        main.putValue("Provide-Capability", "id.plugin;kind=" + kind());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, URL> part : parts().entrySet()) {
                try (InputStream in = part.getValue().openStream()) {
                    entry(jar, part.getKey(), in.readAllBytes());
                }
            }
            for (int i = 0; i < components && !activator; i++) {
                entry(jar, "OSGI-INF/" + i + ".xml", component(i).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    /** The file that the class is written in, those that it inherits from, and what the rogues share. */
    private Map<String, URL> parts() throws IOException {
        Set<String> files = new TreeSet<>(Set.of("Stubborn"));
        for (Class<?> each = type; each.getName().startsWith("com.example."); each = each.getSuperclass()) {
            files.add(each.getEnclosingClass().getSimpleName());
        }
        Map<String, URL> parts = new TreeMap<>();
        for (URL known : classes()) {
            String name = known.getPath().substring(known.getPath().lastIndexOf('/') + 1);
            if (files.contains(name.replaceAll("(\\$.*)?\\.class", ""))) {
                parts.put("com/example/rogue/" + name, known);
            }
        }
        return parts;
    }

    /** In a framework the classes are in the bundle of the test, else in its folder. */
    private static List<URL> classes() throws IOException {
        Bundle probe = FrameworkUtil.getBundle(RogueJar.class);
        if (probe != null) {
            return Collections.list(probe.findEntries("com/example/rogue", "*.class", false));
        }
        Path folder = Path.of(URI.create(RogueJar.class.getResource("/com/example/rogue/Enders.class").toString())).getParent();
        List<URL> classes = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.class")) {
            for (Path file : files) {
                classes.add(file.toUri().toURL());
            }
        }
        return classes;
    }

    private static void entry(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    private String component(int number) {
        StringBuilder xml = new StringBuilder("<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"")
                .append(name).append('.').append(number).append("\"><implementation class=\"").append(type.getName())
                .append("\"/><service><provide interface=\"").append(service().getName()).append("\"/></service>");
        properties.forEach((key, value) -> xml.append("<property name=\"").append(key).append("\" type=\"")
                .append(value instanceof String[] ? "String" : value.getClass().getSimpleName()).append('"')
                .append(value instanceof String[] several ? ">" + String.join("\n", several) + "</property>"
                        : " value=\"" + value + "\"/>"));
        for (Field field : type.getDeclaredFields()) {
            if (field.getType().getName().startsWith("id.api.")) {
                xml.append("<reference name=\"").append(field.getName()).append("\" interface=\"")
                        .append(field.getType().getName()).append("\" field=\"").append(field.getName()).append("\"/>");
            }
        }
        return xml.append("</scr:component>").toString();
    }

    private String kind() {
        if (BundleActivator.class.isAssignableFrom(type)) {
            return "notifier";
        }
        return switch (service().getSimpleName()) {
            case "AbisEngine" -> "abis";
            case "BiometricMatcher" -> "matcher";
            case "CaptureDevice" -> "device";
            case "CredentialPrinter" -> "printer";
            case "EnrollmentStage" -> "stage";
            case "AuthenticationFactor" -> "factor";
            case "ObjectStore" -> "storage";
            default -> "notifier";
        };
    }

    private Class<?> service() {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getInterfaces().length > 0) {
                return each.getInterfaces()[0];
            }
        }
        throw new IllegalStateException(type + " is no plugin");
    }
}
