package id.core.http.gate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address of the internet protocol, read from its digits: no name is ever looked up. */
final class IpAddress {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern FOUR = Pattern.compile("(" + OCTET + "(\\." + OCTET + "){3})(:[0-9]{1,5})?");
    private static final Pattern SIX = Pattern.compile("\\[?([0-9A-Fa-f:.]{2,45})(%[A-Za-z0-9._-]{1,32})?(](:[0-9]{1,5})?)?");
    private static final int LONGEST = 100;
    /** The part of an IPv6 address that a provider gives to one customer (RFC 6177): the rest is the customer's to choose. */
    private static final int CUSTOMER_BYTES = 8;
    private static final int FOUR_BYTES = 4;

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads IPv4 and IPv6, the latter with or without brackets, both with or without a port; empty for anything else. */
    static Optional<IpAddress> parse(String text) {
        if (text == null || text.length() > LONGEST) {
            return Optional.empty();
        }
        String stripped = text.strip();
        Matcher four = FOUR.matcher(stripped);
        if (four.matches()) {
            return literal(four.group(1));
        }
        Matcher six = SIX.matcher(stripped);
        boolean closed = stripped.startsWith("[") == stripped.contains("]");
        return six.matches() && closed && six.group(1).contains(":") ? literal(six.group(1)) : Optional.empty();
    }

    /** Of digits and dots that are four octets, or of what holds a colon, the JDK asks nobody. */
    private static Optional<IpAddress> literal(String digits) {
        try {
            return Optional.of(new IpAddress(InetAddress.getByName(digits).getAddress()));
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }

    int bits() {
        return bytes.length * Byte.SIZE;
    }

    /** Whether both are of one kind and begin with the same bits. */
    boolean sharesPrefix(IpAddress other, int prefixBits) {
        if (other.bytes.length != bytes.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((bytes[bit / Byte.SIZE] & mask) != (other.bytes[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** What calls from here are counted under: an IPv4 address whole, of an IPv6 address the network of one customer. */
    String counted() {
        if (bytes.length == FOUR_BYTES) {
            return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
        }
        StringBuilder network = new StringBuilder();
        for (int at = 0; at < CUSTOMER_BYTES; at += 2) {
            network.append(HexFormat.of().formatHex(bytes, at, at + 2)).append(':');
        }
        return network.append(":/64").toString();
    }
}
