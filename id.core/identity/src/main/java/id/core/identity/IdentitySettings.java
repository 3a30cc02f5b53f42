package id.core.identity;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the register. The defaults give out 59 of 100 numbers of 12 digits: 59 thousand million. */
@ObjectClassDefinition(name = "Identities")
public @interface IdentitySettings {
    @AttributeDefinition(name = "UIN length",
            description = "Digits of a UIN with its check digit, 8 to 18. Another length is another, disjoint set of numbers")
    int uinLength() default 12;

    @AttributeDefinition(name = "Block size",
            description = "Numbers reserved in the store at a time, 1 to 100000. A restart loses what is left of two blocks")
    int blockSize() default 1_000;

    @AttributeDefinition(name = "First digits", description = "Digits that no UIN starts with; empty for none")
    String uinNotStartingWith() default "01";

    @AttributeDefinition(name = "Sequence limit",
            description = "Refuses runs up or down of so many digits (789, 210, 901), 0 for off, else 2 to 18. MOSIP: 3")
    int uinSequenceLimit() default 3;

    @AttributeDefinition(name = "Same digit limit", description = "Refuses one digit so many times in a row, 0 for off, else 2 to 18")
    int uinSameDigitLimit() default 3;

    @AttributeDefinition(name = "Repeating distance",
            description = "Refuses the same digit again within so many places, 0 for off, at most 9. MOSIP: 2")
    int uinRepeatingDistance() default 0;

    @AttributeDefinition(name = "Block limit",
            description = "Refuses a block of so many digits that comes twice, 0 for off, else 2 to 9. MOSIP: 2")
    int uinBlockLimit() default 4;

    @AttributeDefinition(name = "Even digits limit",
            description = "Refuses so many of 2, 4, 6 and 8 in a row, 0 for off, else 2 to 18. MOSIP: 3")
    int uinEvenDigitsLimit() default 0;

    @AttributeDefinition(name = "Ends limit",
            description = "Refuses numbers whose first so many digits are the last ones, forwards or backwards, 0 for off, else 2 to 9. MOSIP: 5")
    int uinEndsLimit() default 5;

    @AttributeDefinition(name = "Restricted",
            description = "Digits that may not occur in a UIN. MOSIP: 786, 666 and cyclic numbers such as 142857")
    String[] uinRestricted() default { "786", "666", "142857" };

    @AttributeDefinition(name = "Temporary VID", description = "Minutes that a temporary virtual identifier lives, 1 to 525600")
    int temporaryMinutes() default 30;

    @AttributeDefinition(name = "One-time VID",
            description = "Minutes within which a one-time virtual identifier must be used, 1 to 525600")
    int oneTimeMinutes() default 30;
}
