package id.core.http.gate;

import id.api.error.IdentityException;
import id.api.error.Problem;

/**
 * What went wrong, before it has the form of a protocol.
 *
 * @param status
 *            the HTTP status in the product's own API
 * @param number
 *            number of the code
 * @param problem
 *            what callers are told
 */
record Fault(int status, int number, Problem problem) {
    static Fault of(IdentityException error) {
        int status = ErrorStatus.of(error.code());
        Problem told = status == 500
                ? new Problem(error.code().name(), "", "A fault of this system: its operator finds it in the log")
                : error.problem();
        return new Fault(status, error.code().number(), told);
    }
}
