package id.core.security;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Which key vault the core uses: the same one for all that it keeps there, however many are installed and in whatever
 * order they come. Where that one is missing the core waits for it and takes no other: keys made in another one meanwhile
 * would be missing ever after.
 */
@ObjectClassDefinition(name = "Key vault in use")
@interface VaultChoice {
    /** Of the settings that all components over the vault share. */
    String PID = "id.core.security.vault";
    /** Name of the reference to the vault in each of them. */
    String REFERENCE = "vault";
    /** What is used without settings. */
    String TARGET = "(vault.kind=pkcs12)";

    @AttributeDefinition(description = "Filter over the service properties of the key vault, such as (vault.kind=pkcs11)")
    String vault_target() default TARGET;
}
