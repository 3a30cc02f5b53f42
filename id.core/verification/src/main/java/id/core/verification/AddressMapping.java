package id.core.verification;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Which attributes of the country's ID schema hold addresses. */
@Component(service = AddressMapping.class, configurationPid = "id.mapping")
public final class AddressMapping {
    /** The part of the mapping that is read here. */
    @ObjectClassDefinition(name = "Attribute mapping")
    public @interface Config {
        @AttributeDefinition(description = "Attribute that holds the e-mail address")
        String email() default "email";

        @AttributeDefinition(description = "Attribute that holds the phone number")
        String phone() default "phone";
    }

    private final String email;
    private final String phone;

    @Activate
    public AddressMapping(Config config) {
        this.email = config.email();
        this.phone = config.phone();
    }

    String email() {
        return email;
    }

    String phone() {
        return phone;
    }
}
