package id.core.subscription;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Which attribute of the country's ID schema holds the address for notices. */
@Component(service = NoticeMapping.class, configurationPid = "id.mapping")
public final class NoticeMapping {
    private final String email;

    /** The part of the mapping that is read here. */
    @ObjectClassDefinition(name = "Attribute mapping")
    public @interface Config {
        @AttributeDefinition(name = "E-mail", description = "Attribute that holds the e-mail address")
        String email() default "email";
    }

    @Activate
    public NoticeMapping(Config config) {
        this.email = config.email();
    }

    String email() {
        return email;
    }
}
