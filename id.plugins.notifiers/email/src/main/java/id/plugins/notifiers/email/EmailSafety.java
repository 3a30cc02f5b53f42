package id.plugins.notifiers.email;

import id.api.operation.SafetyCheck;
import id.api.operation.SafetyFinding;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Whether messages are sent, and where the password stands. As files in a folder, one-time codes can be read there by
 * whoever sees the folder.
 */
@Component(configurationPid = "id.plugins.notifiers.email")
public final class EmailSafety implements SafetyCheck {
    private static final String PID = "id.plugins.notifiers.email: ";

    private final EmailNotifier.Config config;

    @Activate
    public EmailSafety(EmailNotifier.Config config) {
        this.config = config;
    }

    @Override
    public List<SafetyFinding> findings() {
        List<SafetyFinding> findings = new ArrayList<>();
        if (config.host().isBlank()) {
            findings.add(new SafetyFinding(PID + "host", "messages, one-time codes among them, are written into the folder "
                    + config.folder() + " and reach nobody", "set host to your mail server"));
        }
        if (config.passwordFile().isBlank() && !config._password().isEmpty()) {
            findings.add(new SafetyFinding(PID + ".password", "the password stands among the settings",
                    "put it into a file that only this user may read, and set passwordFile to it"));
        }
        return findings;
    }
}
