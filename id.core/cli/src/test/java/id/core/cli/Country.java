package id.core.cli;

import id.core.plugins.gate.GateVerdict;
import id.core.plugins.gate.PluginGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A country that trusts one vendor: its folder conf/trust and its gate. */
final class Country {
    private final Path trust;

    Country(Path trust, Path certificate) throws IOException {
        this.trust = Files.createDirectories(trust);
        Files.copy(certificate, trust.resolve("acme.pem"));
        Files.writeString(trust.resolve("publishers.properties"), "acme.roots=acme.pem\nacme.kinds=notifier\n");
    }

    GateVerdict judge(Path jar) throws IOException {
        return new PluginGate(trust, InstantSource.system()).judge(jar);
    }
}
