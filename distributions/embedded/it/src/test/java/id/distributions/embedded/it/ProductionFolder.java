package id.distributions.embedded.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** A copy of the assembled distribution as an operator prepares it for service. */
final class ProductionFolder {
    private final Path folder;

    private ProductionFolder(Path folder) {
        this.folder = folder;
    }

    /** With nothing but the mode changed: production refuses it. */
    static ProductionFolder bare(Path folder) throws IOException {
        Path from = new AssembledFolder().path();
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        Path properties = folder.resolve("conf/framework.properties");
        Files.writeString(properties, Files.readString(properties).replace("idem.mode=pilot", "idem.mode=production"));
        return new ProductionFolder(folder);
    }

    /** With all that production asks for; the home is closed to others too. */
    static ProductionFolder safe(Path folder, Path home, TestCertificate certificate) throws IOException {
        ProductionFolder production = bare(folder);
        try (Stream<Path> files = Files.list(folder.resolve("conf"))) {
            for (Path file : files.filter(name -> name.toString().contains("devices.simulator")).toList()) {
                Files.delete(file);
            }
        }
        Path secrets = Files.createDirectories(folder.resolveSibling("secrets"));
        Path password = password(home, secrets.resolve("vault.password"));
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        production.set("id.plugins.keys.pkcs12", "passwordFile=\"" + password + "\"");
        production.set("id.plugins.notifiers.email", "host=\"127.0.0.1\"\nstartTls=B\"false\"");
        production.connector(certificate, "");
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        return production;
    }

    /** A pilot's password goes out of the home with it; a new home gets one. */
    private static Path password(Path home, Path password) throws IOException {
        Path generated = home.resolve("keys/vault.password");
        return Files.exists(generated) ? Files.move(generated, password)
                : Files.writeString(password, "x7bq3RgJ5kP0sVYfW2mLhT9cNd8aUeZoKiXwByQ1vMs=\n");
    }

    void connector(TestCertificate certificate, String more) throws IOException {
        set("id.core.http.connector",
                "certificateFile=\"" + certificate.pem() + "\"\nkeyFile=\"" + certificate.key() + "\"\n" + more);
    }

    void set(String pid, String settings) throws IOException {
        Files.writeString(folder.resolve("conf/" + pid + ".config"), settings + "\n");
    }

    Path path() {
        return folder;
    }
}
