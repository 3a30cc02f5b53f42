package id.api.operation;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says which of the settings of its owner are unsafe in service. Every service of this type is asked once at the start,
 * before the system listens anywhere: in mode {@code production} any finding refuses the start, in {@code pilot} it is
 * a warning.
 * <p>
 * Register it as a component with the same configuration as what it judges, and without other references: it must be
 * able to answer when nothing else is.
 */
@ConsumerType
public interface SafetyCheck {
    /**
     * What is unsafe. May read files; ends within a second.
     *
     * @return empty when nothing is
     */
    List<SafetyFinding> findings();
}
