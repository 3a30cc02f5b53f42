package id.core.plugins.install;

import id.api.operation.FileRights;
import id.api.operation.SafetyCheck;
import id.api.operation.SafetyFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether somebody else could decide what code runs here: by the trusted publishers, or by the settings. */
@Component
public final class TrustSafety implements SafetyCheck {
    private final BundleContext context;

    @Activate
    public TrustSafety(BundleContext context) {
        this.context = context;
    }

    @Override
    public List<SafetyFinding> findings() {
        List<SafetyFinding> findings = new ArrayList<>();
        String home = context.getProperty("idem.home");
        String distribution = context.getProperty("idem.conf");
        Stream.of(distribution == null ? null : Path.of(distribution), home == null ? null : Path.of(home, "conf"))
                .filter(folder -> folder != null && Files.isDirectory(folder)).forEach(folder -> look(folder, findings));
        return findings;
    }

    private static void look(Path folder, List<SafetyFinding> findings) {
        try (Stream<Path> below = Files.walk(folder, 2)) {
            below.filter(FileRights::othersMayWrite).sorted()
                    .forEach(file -> findings.add(new SafetyFinding(name(folder, file),
                            "others than its owner may change " + file + ", and with it what runs here",
                            "chmod go-w " + file)));
        } catch (IOException unreadable) {
            findings.add(new SafetyFinding("conf", "the folder " + folder + " cannot be read", "see to its rights"));
        }
    }

    private static String name(Path folder, Path file) {
        return file.startsWith(folder.resolve("trust")) ? "conf/trust" : "conf";
    }
}
