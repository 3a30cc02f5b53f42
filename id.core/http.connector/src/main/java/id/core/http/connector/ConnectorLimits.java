package id.core.http.connector;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.concurrent.TimeUnit;

/** The numbers of the settings, each within its range. */
record ConnectorLimits(int headerBytes, ClientPace pace, long idleMillis, int connections, long hstsSeconds,
        long pollMillis) {

    /** @throws IdentityException that names the key and its range */
    static ConnectorLimits of(ConnectorSettings settings) {
        ClientPace pace = new ClientPace(
                TimeUnit.SECONDS.toNanos(within("headerSeconds", settings.headerSeconds(), 1, 120)),
                TimeUnit.SECONDS.toNanos(within("graceSeconds", settings.graceSeconds(), 1, 120)),
                within("minBytesPerSecond", settings.minBytesPerSecond(), 0, 1_000_000));
        return new ConnectorLimits(within("maxHeaderKibibytes", settings.maxHeaderKibibytes(), 4, 256) * 1024, pace,
                TimeUnit.SECONDS.toMillis(within("idleSeconds", settings.idleSeconds(), 1, 600)),
                within("maxConnections", settings.maxConnections(), 10, 100_000),
                TimeUnit.DAYS.toSeconds(within("hstsDays", settings.hstsDays(), 0, 1000)),
                TimeUnit.SECONDS.toMillis(within("certificatePollSeconds", settings.certificatePollSeconds(), 1, 3600)));
    }

    private static int within(String key, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IdentityException(GeneralError.INVALID_VALUE, key,
                    "it is " + value + ": set it to " + lowest + " up to " + highest);
        }
        return value;
    }
}
