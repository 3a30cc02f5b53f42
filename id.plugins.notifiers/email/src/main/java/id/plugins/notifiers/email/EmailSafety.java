package id.plugins.notifiers.email;

import id.api.operation.SafetyCheck;
import id.api.operation.SafetyFinding;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether messages are sent: as files in a folder, one-time codes can be read there by whoever sees the folder. */
@Component(configurationPid = "id.plugins.notifiers.email")
public final class EmailSafety implements SafetyCheck {
    private final EmailNotifier.Config config;

    @Activate
    public EmailSafety(EmailNotifier.Config config) {
        this.config = config;
    }

    @Override
    public List<SafetyFinding> findings() {
        return config.host().isBlank()
                ? List.of(new SafetyFinding("id.plugins.notifiers.email: host",
                        "messages, one-time codes among them, are written into the folder " + config.folder()
                                + " and reach nobody",
                        "set host to your mail server"))
                : List.of();
    }
}
