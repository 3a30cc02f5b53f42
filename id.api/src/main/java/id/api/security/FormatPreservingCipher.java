package id.api.security;

import org.osgi.annotation.versioning.ProviderType;

/**
 * FF1 of NIST SP 800-38G over decimal digits: a keyed bijection of all numbers of a length onto themselves. Safe for
 * concurrent use.
 */
@ProviderType
public interface FormatPreservingCipher {
    /**
     * Encrypts.
     *
     * @param domain
     *            names the key and is the tweak: another domain is another bijection
     * @param digits
     *            6 to 36 decimal digits (SP 800-38G asks for at least a million numbers)
     *
     * @return as many digits
     */
    String encrypt(String domain, String digits);

    /** Reverses {@link #encrypt}. */
    String decrypt(String domain, String digits);
}
