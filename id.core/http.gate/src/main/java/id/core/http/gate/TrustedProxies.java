package id.core.http.gate;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The proxies whose word about where a call came from is taken. What anybody else writes into the header counts for nothing. */
final class TrustedProxies {
    private static final int MAX_HOPS = 16;

    private final List<Network> networks = new ArrayList<>();

    /** One proxy, or a network of them. */
    private record Network(IpAddress address, int prefixBits) {}

    /**
     * @param texts
     *            addresses ({@code 10.0.0.7}) or networks ({@code 10.0.0.0/28}, {@code fd00::/8})
     */
    TrustedProxies(String... texts) {
        for (String text : texts) {
            if (!text.isBlank()) {
                networks.add(network(text.strip()));
            }
        }
    }

    private static Network network(String text) {
        String[] parts = text.split("/", 2);
        Optional<IpAddress> address = IpAddress.parse(parts[0]);
        if (address.isPresent() && parts.length == 1) {
            return new Network(address.get(), address.get().bits());
        }
        if (address.isPresent() && parts[1].matches("[0-9]{1,3}")) {
            int bits = Integer.parseInt(parts[1]);
            // A network of the whole internet would let everybody say who they are.
            if (bits >= Byte.SIZE && bits <= address.get().bits()) {
                return new Network(address.get(), bits);
            }
        }
        throw new IdentityException(GeneralError.INVALID_VALUE, "trustedProxies",
                "trustedProxies holds addresses (10.0.0.7) or networks of at least 8 bits (10.0.0.0/28)");
    }

    private boolean contain(IpAddress address) {
        return networks.stream().anyMatch(network -> network.address().sharesPrefix(address, network.prefixBits()));
    }

    /**
     * Where a call comes from. Each proxy appends whom it was called by, so the header is read from its end, for as long as
     * a trusted proxy wrote there; what is left of the first stranger, that stranger made up.
     *
     * @param peer
     *            the other end of the connection
     * @param forwardedFor
     *            X-Forwarded-For, its lines joined by commas; or null
     */
    String caller(String peer, String forwardedFor) {
        Optional<IpAddress> caller = IpAddress.parse(peer);
        if (caller.isEmpty()) {
            return RateLimits.UNKNOWN;
        }
        if (forwardedFor == null || networks.isEmpty()) {
            return caller.get().counted();
        }
        String[] hops = forwardedFor.split(",");
        IpAddress nearest = caller.get();
        for (int at = hops.length - 1; at >= 0 && hops.length - at <= MAX_HOPS && contain(nearest); at--) {
            Optional<IpAddress> before = IpAddress.parse(hops[at]);
            if (before.isEmpty()) {
                break;
            }
            nearest = before.get();
        }
        return nearest.counted();
    }
}
