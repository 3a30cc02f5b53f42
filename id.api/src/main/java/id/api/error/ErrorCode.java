package id.api.error;

/**
 * A stable name for one kind of error. Implemented by enums, one for each package that has errors of its own.
 * <p>
 * Numbers: every enum of {@code id.api} owns a block of one hundred below 100,000; vendors use numbers from
 * {@value #VENDOR_RANGE_START} up, so that the two never meet.
 */
public interface ErrorCode {
    /** First number free for vendors. */
    int VENDOR_RANGE_START = 1_000_000;

    /** The name that callers see and may switch over, upper case with underscores: {@code SAMPLE_UNREADABLE}. */
    String name();

    /** A positive number that is unique over all codes; protocols that demand numeric codes (OSIA) show it. */
    int number();

    /** Who can mend it. */
    ErrorCategory category();
}
