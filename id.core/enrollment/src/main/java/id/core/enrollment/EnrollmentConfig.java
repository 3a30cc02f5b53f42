package id.core.enrollment;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the pipeline; {@link EnrollmentSettings} checks them. */
@ObjectClassDefinition(id = "id.core.enrollment", name = "Enrollment pipeline")
public @interface EnrollmentConfig {
    @AttributeDefinition(description = "Names of the stages in their order, separated by commas.")
    String stages() default "validate,scan,quality,demographic-duplicates,biometric-duplicates,portrait,issue";

    @AttributeDefinition(description = "File with the ID schema (JSON Schema); read again when it changes. Empty: the built-in one.")
    String schemaFile() default "";

    @AttributeDefinition(description = "Whether samples are read by a matcher before a packet is accepted.")
    boolean checkSamplesAtSubmission() default true;

    @AttributeDefinition(description = "Whether documents pass only when a scanner for viruses has looked at them: required, or installed "
            + "(where a scanner is installed).")
    String documentScan() default "installed";

    @AttributeDefinition(description = "Longest time to scan one document in seconds, 1 to 600.")
    int scanSeconds() default 60;

    @AttributeDefinition(description = "Least number of finger samples, 0 to 10.")
    int minimumFingers() default 1;

    @AttributeDefinition(description = "Least quality of a sample, 0 to 100.")
    int minimumQuality() default 10;

    @AttributeDefinition(description = "False match rate from which on a hit is a duplicate, above 0 to 1.")
    String duplicateThreshold() default "1e-9";

    @AttributeDefinition(description = "False match rate from which on people decide, duplicateThreshold to 1.")
    String adjudicationThreshold() default "1e-6";

    @AttributeDefinition(description = "Candidates that a search reports, 1 to 1000. Where they leave a doubt, it is repeated with 1000.")
    int maxCandidates() default 50;

    @AttributeDefinition(description = "Share of the gallery that a search may compare exactly, above 0 to 1.")
    String exactShare() default "1";

    @AttributeDefinition(description = "What the same name, date of birth and gender lead to where there are fingers: note or adjudicate.")
    String demographicDuplicates() default "note";

    @AttributeDefinition(description = "Enrollments worked on at once, 1 to 256.")
    int workers() default 8;

    @AttributeDefinition(description = "Longest time of one stage in seconds, 5 to 86400.")
    int stageSeconds() default 120;

    @AttributeDefinition(description = "How long a claim holds in seconds, stageSeconds + 20 to 90000.")
    int leaseSeconds() default 180;

    @AttributeDefinition(description = "Longest time to read or extract one sample in seconds, 1 to 600.")
    int sampleSeconds() default 20;

    @AttributeDefinition(description = "Longest time for an engine to take an encounter in seconds, 1 to 3600.")
    int engineSeconds() default 10;

    @AttributeDefinition(description = "Longest time of a search in seconds, 1 to 86400.")
    int searchSeconds() default 60;

    @AttributeDefinition(description = "Failed tries of a stage after which the enrollment is held, 1 to 100.")
    int maxAttempts() default 5;

    @AttributeDefinition(description = "Delay after the first failed try in milliseconds, 1 to 600000; doubles with each try.")
    int firstDelayMillis() default 500;

    @AttributeDefinition(description = "Longest delay between tries in seconds, 1 to 86400.")
    int maxDelaySeconds() default 300;

    @AttributeDefinition(description = "How often to look for work that other nodes left, in milliseconds, 10 to 60000.")
    int pollMillis() default 500;

    @AttributeDefinition(description = "Opened packets kept in memory until they are worked on, in MiB, 0 to 4096.")
    int cacheMegabytes() default 32;

    @AttributeDefinition(
            description = "Whether claims of an earlier process are taken over at the start. Only where no other node uses the store.")
    boolean takeOverClaims() default false;

    @AttributeDefinition(description = "How long after its end an enrollment's biometric references keep their place among the others, in "
            + "minutes, 1 to 43200: from then on nothing in the store tells when they came.")
    int keepPlacesMinutes() default 1440;
}
