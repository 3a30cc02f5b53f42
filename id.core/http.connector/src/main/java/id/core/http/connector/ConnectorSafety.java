package id.core.http.connector;

import id.api.error.IdentityException;
import id.api.operation.FileRights;
import id.api.operation.SafetyCheck;
import id.api.operation.SafetyFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether the line can be encrypted, and nobody else reads its key. */
@Component(configurationPid = ConnectorSettings.PID)
public final class ConnectorSafety implements SafetyCheck {
    private final ConnectorSettings settings;
    private final BundleContext context;

    @Activate
    public ConnectorSafety(ConnectorSettings settings, BundleContext context) {
        this.settings = settings;
        this.context = context;
    }

    @Override
    public List<SafetyFinding> findings() {
        List<SafetyFinding> findings = new ArrayList<>();
        try {
            TlsFiles files = TlsFiles.of(settings, ListenPlace.home(context::getProperty));
            files.read(Instant.now());
            files.secret().stream().filter(FileRights::othersMayRead)
                    .forEach(file -> findings.add(new SafetyFinding(ConnectorSettings.PID,
                            "others than its owner may read " + file, "chmod 600 " + file)));
        } catch (IdentityException wrong) {
            findings.add(told(wrong));
        }
        try {
            ConnectorLimits.of(settings);
        } catch (IdentityException outOfRange) {
            findings.add(told(outOfRange));
        }
        if (!ListenPlace.production(context::getProperty) && !settings.host().strip().equals("127.0.0.1")) {
            findings.add(new SafetyFinding(ConnectorSettings.PID + ": host", "it is not heeded: pilot answers this machine only",
                    "set idem.mode=production in conf/framework.properties"));
        }
        return findings;
    }

    /** The messages here are "what is wrong: the mend". */
    private static SafetyFinding told(IdentityException wrong) {
        String message = wrong.getMessage();
        int colon = message.indexOf(": ");
        return new SafetyFinding(ConnectorSettings.PID + ": " + wrong.field(), message.substring(0, colon),
                message.substring(colon + 2));
    }
}
