package id.plugins.scanners.clamav;

import id.api.enrollment.ContentScanner;
import id.api.enrollment.ScanResult;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Asks clamd by its command INSTREAM, one connection for each document. Anything but {@code OK} or {@code FOUND} is no answer.
 * How long one may take is the core's to say: the thread is interrupted then, which closes the connection.
 */
@Component(configurationPid = "id.plugins.scanners.clamav", configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = ContentScanner.KIND + "=clamav")
@Designate(ocd = ClamavScanner.Config.class)
public final class ClamavScanner implements ContentScanner {
    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_REPLY = 4_096;
    private static final Pattern FOUND = Pattern.compile("stream: (.+) FOUND");

    /** Settings. */
    @ObjectClassDefinition(name = "ClamAV")
    public @interface Config {
        @AttributeDefinition(description = "Unix socket of clamd, absolute; empty: host and port are used")
        String socket() default "";

        @AttributeDefinition(
                description = "Host of clamd: this machine or one that only this system reaches, since clamd neither encrypts nor "
                        + "asks who calls")
        String host() default "127.0.0.1";

        @AttributeDefinition(min = "1", max = "65535", description = "Port of clamd, 1 to 65535")
        int port() default 3310;
    }

    private final Config config;

    @Activate
    public ClamavScanner(Config config) {
        if (config.port() < 1 || config.port() > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535 and is " + config.port());
        }
        if (config.socket().isBlank() && config.host().isBlank()) {
            throw new IllegalArgumentException("socket or host must be given");
        }
        this.config = config;
    }

    @Override
    public ScanResult scan(String mediaType, InputStream content) throws IOException {
        try (SocketChannel clamd = connect()) {
            write(clamd, ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)));
            byte[] buffer = new byte[CHUNK];
            for (int count = content.readNBytes(buffer, 0, CHUNK); count > 0; count = content.readNBytes(buffer, 0, CHUNK)) {
                write(clamd, ByteBuffer.allocate(Integer.BYTES + count).putInt(count).put(buffer, 0, count).flip());
            }
            write(clamd, ByteBuffer.allocate(Integer.BYTES).putInt(0).flip());
            return result(reply(clamd));
        }
    }

    private SocketChannel connect() throws IOException {
        boolean unix = !config.socket().isBlank();
        SocketAddress address = unix ? UnixDomainSocketAddress.of(config.socket()) : new InetSocketAddress(config.host(), config.port());
        SocketChannel channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            channel.connect(address);
            return channel;
        } catch (IOException | RuntimeException away) {
            channel.close();
            throw new IOException("clamd does not answer", away);
        }
    }

    private static void write(SocketChannel clamd, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            clamd.write(bytes);
        }
    }

    private static String reply(SocketChannel clamd) throws IOException {
        ByteBuffer reply = ByteBuffer.allocate(LONGEST_REPLY);
        while (clamd.read(reply) >= 0) {
            int length = reply.position();
            if (length > 0 && reply.get(length - 1) == 0) {
                return new String(reply.array(), 0, length - 1, StandardCharsets.US_ASCII);
            }
            if (!reply.hasRemaining()) {
                throw new IOException("clamd says more than it should");
            }
        }
        throw new EOFException("clamd ended without an answer");
    }

    private static ScanResult result(String reply) throws IOException {
        if (reply.equals("stream: OK")) {
            return new ScanResult.Clean();
        }
        Matcher found = FOUND.matcher(reply);
        if (found.matches()) {
            String name = found.group(1).replaceAll("[^ -~]", "?");
            return new ScanResult.Infected(name.substring(0, Math.min(name.length(), 200)));
        }
        // Too large for it, an error of its own: said in words that may hold a path of its machine.
        throw new IOException("clamd gave no verdict");
    }
}
