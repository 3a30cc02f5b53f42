package id.api.operation;

import java.util.Objects;

/**
 * One setting that is unsafe in service.
 *
 * @param setting
 *            the key, with the configuration that it belongs to: {@code id.plugins.notifiers.email: host}
 * @param problem
 *            what is unsafe about it, one sentence without the full stop; no secret, no personal data
 * @param mend
 *            what to do, one sentence without the full stop
 */
public record SafetyFinding(String setting, String problem, String mend) {
    public SafetyFinding {
        Objects.requireNonNull(setting, "setting");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(mend, "mend");
    }
}
