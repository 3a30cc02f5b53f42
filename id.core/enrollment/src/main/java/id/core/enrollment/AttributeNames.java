package id.core.enrollment;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Which attributes of the country's ID schema are meant by what the core speaks of. */
@Component(service = AttributeNames.class, configurationPid = "id.mapping")
public final class AttributeNames {
    private final Mapping mapping;

    /** The mapping, shared with other bundles: what the core speaks of and the attribute that it is. */
    public @interface Mapping {
        String name() default "name";

        String dateOfBirth() default "dateOfBirth";

        String gender() default "gender";
    }

    @Activate
    public AttributeNames(Mapping mapping) {
        this.mapping = mapping;
    }

    String name() {
        return mapping.name();
    }

    String dateOfBirth() {
        return mapping.dateOfBirth();
    }

    String gender() {
        return mapping.gender();
    }
}
