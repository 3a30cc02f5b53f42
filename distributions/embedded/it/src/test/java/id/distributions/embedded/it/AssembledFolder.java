package id.distributions.embedded.it;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The folder that the build assembled and that these tests are about. */
final class AssembledFolder {
    private final Path folder = Path.of(System.getProperty("idem.distribution")).toAbsolutePath().normalize();

    Path path() {
        return folder;
    }

    /** @return every jar below system/, lower start levels first */
    List<Path> systemJars() {
        return jars(folder.resolve("system"));
    }

    static List<Path> jars(Path below) {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("The distribution is not assembled: run mvn package", e);
        }
    }

    static int startLevel(Path jar) {
        return Integer.parseInt(jar.getParent().getFileName().toString());
    }

    /** A fragment joins its host and is never started itself. */
    static boolean fragment(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue("Fragment-Host") != null;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return conf/framework.properties as the launcher would hand it to the framework */
    Map<String, String> frameworkProperties(Path home, int port) {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("conf/framework.properties"))) {
            file.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> properties = new HashMap<>();
        file.forEach((key, value) -> properties.put((String) key, ((String) value).replace("${home}", home.toString())
                .replace("${distribution}", folder.toString()).replace("${port}", Integer.toString(port))));
        properties.put("idem.home", home.toString());
        properties.put("idem.distribution", folder.toString());
        properties.put("idem.conf", folder.resolve("conf").toString());
        properties.put("idem.port", Integer.toString(port));
        properties.put("org.osgi.service.http.port", Integer.toString(port));
        List<String> watched = new ArrayList<>(List.of(folder.resolve("conf").toString()));
        watched.add(home.resolve("conf").toString());
        properties.put("felix.fileinstall.dir", String.join(",", watched));
        return properties;
    }
}
