package id.core.plugins.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A folder {@code conf/trust} and a gate that goes by it. */
public final class TrustFolder {
    private final Path work;
    private final Path folder;

    public TrustFolder(Path work) throws IOException {
        this.work = work;
        this.folder = Files.createDirectories(work.resolve("trust"));
    }

    public TrustFolder write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
        return this;
    }

    public TrustFolder grant(String publishers) throws IOException {
        return write("publishers.properties", TestJar.text(publishers));
    }

    public TrustFolder root(String file, TestAuthority root) throws Exception {
        return write(file, TestJar.text(root.pem()));
    }

    public PluginGate gate() {
        return new PluginGate(folder, InstantSource.fixed(TestAuthority.NOW));
    }

    GateVerdict judge(byte[] jar) throws IOException {
        return gate().judge(Files.write(work.resolve("judged.jar"), jar));
    }
}
