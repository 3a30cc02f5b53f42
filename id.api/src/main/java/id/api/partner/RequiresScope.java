package id.api.partner;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares beside an endpoint which scope a caller needs. An endpoint without it answers nobody. A part in braces
 * stands for the path parameter of that name: {@code id.{attributeSetName}.read}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface RequiresScope {
    /** The scope. */
    String value();

    /**
     * Whether it takes a caller whose roles hold everywhere: for what belongs to no place. An endpoint that lets others
     * in as well checks the place of what it touches by itself.
     */
    boolean everywhere() default false;
}
