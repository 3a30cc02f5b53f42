package id.api.verification;

/** How sure a passed proof makes (levels of the GovStack Identity Building Block, 6.1.6). */
public enum AssuranceLevel {
    LOW, MEDIUM, HIGH
}
