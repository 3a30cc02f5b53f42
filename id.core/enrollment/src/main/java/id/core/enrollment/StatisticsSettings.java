package id.core.enrollment;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the anonymous profiles. Words that are not listed are counted as OTHER: texts may name people. */
@ObjectClassDefinition(id = "id.core.enrollment.statistics", name = "Statistics")
public @interface StatisticsSettings {
    @AttributeDefinition(description = "Values of the attribute of gender that are counted by themselves, each 1 to 32 characters")
    String[] genders() default { "female", "male" };

    @AttributeDefinition(description = "The attribute of the ID schema that is a person's region")
    String regionAttribute() default "region";

    @AttributeDefinition(
            description = "Values of that attribute that are counted by themselves, each 1 to 32 characters; none: regions are not counted")
    String[] regions() default {};
}
