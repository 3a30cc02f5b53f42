package id.core.credential;

import java.util.LinkedHashMap;
import java.util.Map;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import id.api.value.AttributeValue;
import id.api.value.Attributes;

/** Turns the attributes of a country's ID schema into those that credentials speak of. */
@Component(service = CredentialMapping.class, configurationPid = "id.mapping")
public final class CredentialMapping {
    static final String FULL_NAME = "fullName";
    static final String DATE_OF_BIRTH = "dateOfBirth";
    static final String GENDER = "gender";
    static final String ADDRESS = "address";
    static final String EMAIL = "email";
    static final String PHONE = "phone";
    static final String NATIONALITY = "nationality";
    static final String GUARDIAN = "guardian";

    /** The part of the mapping that is read here. */
    @ObjectClassDefinition(name = "Attribute mapping")
    public @interface Config {
        @AttributeDefinition(description = "Attribute that holds the name")
        String name() default "name";

        @AttributeDefinition(description = "Attribute that holds the date of birth")
        String dateOfBirth() default DATE_OF_BIRTH;

        @AttributeDefinition(description = "Attribute that holds the gender")
        String gender() default GENDER;

        @AttributeDefinition(description = "Attribute that holds the address")
        String address() default ADDRESS;

        @AttributeDefinition(description = "Attribute that holds the e-mail address")
        String email() default EMAIL;

        @AttributeDefinition(description = "Attribute that holds the phone number")
        String phone() default PHONE;

        @AttributeDefinition(description = "Attribute that holds the nationality")
        String nationality() default NATIONALITY;

        @AttributeDefinition(description = "Attribute that names the guardian")
        String guardian() default GUARDIAN;
    }

    private final Map<String, String> recordedByLogical;

    @Activate
    public CredentialMapping(Config config) {
        recordedByLogical = new LinkedHashMap<>();
        recordedByLogical.put(FULL_NAME, config.name());
        recordedByLogical.put(DATE_OF_BIRTH, config.dateOfBirth());
        recordedByLogical.put(GENDER, config.gender());
        recordedByLogical.put(NATIONALITY, config.nationality());
        recordedByLogical.put(ADDRESS, config.address());
        recordedByLogical.put(EMAIL, config.email());
        recordedByLogical.put(PHONE, config.phone());
        recordedByLogical.put(GUARDIAN, config.guardian());
    }

    /** The attributes that are on record, by their logical names, in the order of the mapping. */
    Attributes logical(Attributes recorded) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        recordedByLogical.forEach((logical, name) -> recorded.value(name)
                .filter(value -> !(value instanceof AttributeValue.DocumentReference))
                .ifPresent(value -> values.put(logical, value)));
        return new Attributes(recorded.schemaVersion(), values);
    }
}
