package id.core.access;

import id.api.operation.SafetyCheck;
import id.api.operation.SafetyFinding;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether people log in at an OpenID Provider over lines that are encrypted. */
@Component(configurationPid = ProviderSettings.PID)
public final class ProviderSafety implements SafetyCheck {
    private final ProviderSettings.Config config;

    @Activate
    public ProviderSafety(ProviderSettings.Config config) {
        this.config = config;
    }

    @Override
    public List<SafetyFinding> findings() {
        List<SafetyFinding> findings = new ArrayList<>();
        if (config.issuer().strip().startsWith("http:")) {
            findings.add(new SafetyFinding(ProviderSettings.PID + ": issuer",
                    "whoever is on the line can say who somebody is", "set issuer to an address that begins with https:"));
        }
        if (!config.issuer().isBlank() && !config.publicUrl().strip().startsWith("https:")) {
            findings.add(new SafetyFinding(ProviderSettings.PID + ": publicUrl",
                    "browsers come back from the provider over a line that is not encrypted",
                    "set publicUrl to an address that begins with https:"));
        }
        return findings;
    }
}
