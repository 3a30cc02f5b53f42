package id.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the command line asks for.
 *
 * @param home folder of everything that this installation keeps, absolute
 * @param port TCP port on the loopback address, 1 to 65535
 * @param bench name of the measurement to run instead of serving
 * @param benchArguments what follows the name of the measurement
 */
record Options(Path home, int port, Optional<String> bench, List<String> benchArguments) {
    static final int DEFAULT_PORT = 8080;
    private static final int FIRST_FREE_PORT = 20_000;
    private static final int FIRST_OUTGOING_PORT = 32_768;

    /** @throws StartFailure naming the wrong option, exit code 2 */
    static Options parse(Path distribution, List<String> arguments) {
        Path home = distribution.resolve("data");
        int port = DEFAULT_PORT;
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            switch (option) {
                case "--home" -> home = Path.of(value(arguments, ++i, option)).toAbsolutePath().normalize();
                case "--port" -> port = port(value(arguments, ++i, option));
                case "--bench" -> {
                    String name = value(arguments, ++i, option);
                    return new Options(home, port, Optional.of(name), List.copyOf(arguments.subList(i + 1, arguments.size())));
                }
                default -> throw new StartFailure(2, "Unknown option " + option + ": use --home DIR, --port N");
            }
        }
        return new Options(home, port, Optional.empty(), List.of());
    }

    private static String value(List<String> arguments, int index, String option) {
        if (index >= arguments.size()) {
            throw new StartFailure(2, option + " needs a value");
        }
        return arguments.get(index);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port == 0 ? anyFreePort() : port;
            }
        } catch (NumberFormatException e) {
            // told below, as any other number that is no port
        }
        throw new StartFailure(2, "--port takes a number from 1 to 65535 (0 = any free one), not " + text);
    }

    /**
     * A port below those from which the system takes the near ends of outgoing calls (Linux: 32768 and above, others 49152
     * and above): seconds pass until the connector listens, and until then any call of anybody could take one of those.
     */
    private static int anyFreePort() {
        for (int tries = 0; tries < 1_000; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_FREE_PORT, FIRST_OUTGOING_PORT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new StartFailure(3, "No free port found between " + FIRST_FREE_PORT + " and " + (FIRST_OUTGOING_PORT - 1)
                + ": name one with --port N");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws StartFailure when another process listens on the port, exit code 1 */
    void requireFreePort() {
        if (!isFree(port)) {
            throw new StartFailure(1, "Port " + port + " is taken: stop what uses it, or choose another one with --port N");
        }
    }
}
