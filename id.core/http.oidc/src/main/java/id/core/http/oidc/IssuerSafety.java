package id.core.http.oidc;

import id.api.operation.SafetyCheck;
import id.api.operation.SafetyFinding;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether clients are told to come over an encrypted line. */
@Component(configurationPid = "id.core.http.oidc")
public final class IssuerSafety implements SafetyCheck {
    private final TokenResource.Config config;

    @Activate
    public IssuerSafety(TokenResource.Config config) {
        this.config = config;
    }

    @Override
    public List<SafetyFinding> findings() {
        return config.publicUrl().strip().startsWith("http:")
                ? List.of(new SafetyFinding("id.core.http.oidc: publicUrl",
                        "clients are told to fetch their tokens over a line that is not encrypted",
                        "set publicUrl to an address that begins with https:"))
                : List.of();
    }
}
