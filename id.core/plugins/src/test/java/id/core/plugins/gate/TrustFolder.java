package id.core.plugins.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A folder {@code conf/trust} and a gate that goes by it. */
final class TrustFolder {
    private final Path work;
    private final Path folder;

    TrustFolder(Path work) throws IOException {
        this.work = work;
        this.folder = Files.createDirectories(work.resolve("trust"));
    }

    TrustFolder write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
        return this;
    }

    TrustFolder grant(String publishers) throws IOException {
        return write("publishers.properties", TestJar.text(publishers));
    }

    TrustFolder root(String file, TestAuthority root) throws Exception {
        return write(file, TestJar.text(root.pem()));
    }

    PluginGate gate() {
        return new PluginGate(folder, InstantSource.fixed(TestAuthority.NOW));
    }

    GateVerdict judge(byte[] jar) throws IOException {
        return gate().judge(Files.write(work.resolve("judged.jar"), jar));
    }
}
