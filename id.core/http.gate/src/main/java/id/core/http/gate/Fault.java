package id.core.http.gate;

import id.api.error.IdentityException;
import id.api.error.Problem;
import java.time.Duration;

/**
 * What went wrong, before it has the form of a protocol.
 *
 * @param status
 *            the HTTP status in the product's own API
 * @param number
 *            number of the code
 * @param problem
 *            what callers are told
 * @param retrySeconds
 *            after how long it is worth another try; 0 where that is not known
 */
record Fault(int status, int number, Problem problem, long retrySeconds) {
    private static final long NANOS = 1_000_000_000;

    Fault(int status, int number, Problem problem) {
        this(status, number, problem, 0);
    }

    static Fault of(IdentityException error) {
        int status = ErrorStatus.of(error.code());
        Problem told = status == 500
                ? new Problem(error.code().name(), "", "A fault of this system: its operator finds it in the log")
                : error.problem();
        return new Fault(status, error.code().number(), told, error.retryAfter().map(Fault::seconds).orElse(0L));
    }

    private static long seconds(Duration wait) {
        return wait.getSeconds() + (wait.getNano() + NANOS - 1) / NANOS;
    }
}
