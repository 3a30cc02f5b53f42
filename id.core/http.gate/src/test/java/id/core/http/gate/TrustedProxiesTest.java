package id.core.http.gate;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class TrustedProxiesTest {
    private final TrustedProxies nobody = new TrustedProxies();
    private final TrustedProxies own = new TrustedProxies("10.0.0.7", " 10.1.0.0/28 ", "fd00::/8", "");

    @Test
    public void whatIsForwardedByAStrangerCountsForNothing() {
        assertEquals("203.0.113.9", nobody.caller("203.0.113.9", "198.51.100.1"));
        assertEquals("203.0.113.9", own.caller("203.0.113.9", "198.51.100.1"));
        assertEquals("10.0.0.8", own.caller("10.0.0.8", "198.51.100.1"));
        assertEquals("10.1.0.16", own.caller("10.1.0.16", "198.51.100.1"));
    }

    @Test
    public void aTrustedProxyIsBelievedForWhatItAppendedAlone() {
        assertEquals("198.51.100.1", own.caller("10.0.0.7", "198.51.100.1"));
        assertEquals("made up by the caller", "198.51.100.1", own.caller("10.0.0.7", "127.0.0.1, 192.0.2.66, 198.51.100.1"));
        assertEquals("198.51.100.1", own.caller("10.1.0.15", "198.51.100.1"));
        assertEquals("through two proxies", "198.51.100.1", own.caller("10.0.0.7", "192.0.2.66, 198.51.100.1, 10.1.0.3"));
        assertEquals("by nobody else", "10.0.0.7", own.caller("10.0.0.7", null));
    }

    @Test
    public void whatIsNoAddressIsTheProxyItself() {
        for (String text : new String[]{ "", "unknown", "_hidden", "example.org", "999.1.1.1", "1.2.3", "198.51.100.1, ,", "[::1", "::1]",
                "x".repeat(9_000),
                "fe80::1%25%25", "1.2.3.4:99999999", "::ffff:1.2.3.999" }) {
            assertEquals(text, "10.0.0.7", own.caller("10.0.0.7", text));
        }
        assertEquals(RateLimits.UNKNOWN, own.caller("", "198.51.100.1"));
        assertEquals(RateLimits.UNKNOWN, own.caller(null, "198.51.100.1"));
    }

    @Test
    public void portsAndBracketsAreLeftOut() {
        assertEquals("198.51.100.1", own.caller("10.0.0.7", "198.51.100.1:4711"));
        assertEquals("2001:0db8:0001:0002::/64", own.caller("10.0.0.7", "[2001:db8:1:2::5]:4711"));
        assertEquals("fe80:0000:0000:0000::/64", own.caller("[fe80::1%eth0]", null));
    }

    /** A customer's whole network is one caller: otherwise everybody had 2^64 buckets. */
    @Test
    public void anIpv6CallerIsCountedByItsNetwork() {
        assertEquals(nobody.caller("2001:db8:1:2::5", null), nobody.caller("2001:db8:1:2:ffff::1", null));
        assertEquals("2001:0db8:0001:0003::/64", nobody.caller("2001:db8:1:3::5", null));
        assertEquals("an IPv4 address in the dress of the other", "198.51.100.1", nobody.caller("::ffff:198.51.100.1", null));
        assertEquals("198.51.100.1", own.caller("fd12::1", "198.51.100.1"));
    }

    @Test
    public void aLongListIsNotWalkedToItsEnd() {
        String hops = "198.51.100.1, ".repeat(1) + "10.0.0.7, ".repeat(5_000) + "10.0.0.7";
        assertEquals("10.0.0.7", own.caller("10.0.0.7", hops));
    }
}
