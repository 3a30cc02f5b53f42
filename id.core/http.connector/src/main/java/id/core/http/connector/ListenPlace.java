package id.core.http.connector;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Where to listen, by settings and mode.
 *
 * @param production
 *            whether it is over TLS
 * @param host
 *            address of a network card, or 0.0.0.0
 */
record ListenPlace(boolean production, String host, int port, Path home) {
    private static final String LOOPBACK = "127.0.0.1";

    static ListenPlace of(ConnectorSettings settings, UnaryOperator<String> properties) {
        boolean production = production(properties);
        int port = Stream.of("idem.port", "org.osgi.service.http.port").map(properties).filter(value -> value != null).findFirst()
                .map(value -> Integer.parseInt(value.strip())).orElse(8080);
        return new ListenPlace(production, production ? settings.host().strip() : LOOPBACK, port, home(properties));
    }

    /** As elsewhere: absent is pilot, a word that is not known is production. */
    static boolean production(UnaryOperator<String> properties) {
        String mode = properties.apply("idem.mode");
        return mode != null && !mode.equals("pilot");
    }

    static Path home(UnaryOperator<String> properties) {
        return Path.of(Optional.ofNullable(properties.apply("idem.home")).orElse("")).toAbsolutePath();
    }

    URI base() {
        String near = isEverywhere() ? LOOPBACK : host;
        return URI.create((production ? "https://" : "http://") + (near.contains(":") ? "[" + near + "]" : near) + ":" + port);
    }

    private boolean isEverywhere() {
        try {
            return host.isEmpty() || InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException toldWhenBinding) {
            return false;
        }
    }
}
