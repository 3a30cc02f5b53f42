package id.worker.wire;

import id.api.biometric.BiometricError;
import id.api.credential.CredentialError;
import id.api.enrollment.EnrollmentError;
import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.identity.IdentityError;
import id.api.partner.PartnerError;
import id.api.security.SecurityError;
import id.api.storage.StorageError;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An exception as it crosses. Of an exception without a code only the class crosses: its message may quote what a
 * person said.
 */
record WireFault(String code, int number, ErrorCategory category, String field, String message) {
    private static final int MOST = 2_000;

    static WireFault of(Throwable fault) {
        return fault instanceof IdentityException coded
                ? new WireFault(coded.code().name(), coded.code().number(), coded.category(), cut(coded.field()),
                        cut(coded.getMessage()))
                : new WireFault(GeneralError.INTERNAL_FAULT.name(), GeneralError.INTERNAL_FAULT.number(),
                        GeneralError.INTERNAL_FAULT.category(), "", cut("threw " + fault.getClass().getName()));
    }

    IdentityException exception() {
        return new IdentityException(known(), Objects.requireNonNullElse(field, ""), Objects.requireNonNullElse(message, ""));
    }

    /** The same constant as in the core, so that {@code ==} holds; a vendor's own code as it is. */
    private ErrorCode known() {
        return Stream.<ErrorCode[]>of(GeneralError.values(), BiometricError.values(), CredentialError.values(),
                EnrollmentError.values(), IdentityError.values(), PartnerError.values(), SecurityError.values(),
                StorageError.values()).flatMap(Stream::of)
                .filter(each -> each.number() == number && each.name().equals(code)).findFirst()
                .orElseGet(() -> new VendorCode(Objects.requireNonNullElse(code, GeneralError.INTERNAL_FAULT.name()), number,
                        Objects.requireNonNullElse(category, ErrorCategory.INTERNAL)));
    }

    private static String cut(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST);
    }

    /** A code that a plugin brought. */
    private record VendorCode(String name, int number, ErrorCategory category) implements ErrorCode {}
}
