package id.api.plugin;

import java.util.Objects;

/**
 * Where a plugin comes from.
 *
 * @param kind
 *            how far that is known
 * @param publisher
 *            who signed it, by its name in conf/trust; empty unless it is {@link Kind#SIGNED}
 * @param sha256
 *            digest of its jar, lower case hex; empty where it did not come through the signature gate
 */
public record PluginOrigin(Kind kind, String publisher, String sha256) {
    /** It came with the distribution. */
    public static final PluginOrigin DISTRIBUTION = new PluginOrigin(Kind.DISTRIBUTION, "", "");

    /** How far an origin is known. */
    public enum Kind {
        /** It came with the distribution. */
        DISTRIBUTION,
        /** Signed by a publisher whom conf/trust names. */
        SIGNED,
        /** Nobody answers for it: no signature of it was found good. */
        UNSIGNED
    }

    public PluginOrigin {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(publisher, "publisher");
        Objects.requireNonNull(sha256, "sha256");
    }

    /** Signed by a publisher. */
    public static PluginOrigin signed(String publisher, String sha256) {
        return new PluginOrigin(Kind.SIGNED, publisher, sha256);
    }

    /** Taken without a signature. */
    public static PluginOrigin unsigned(String sha256) {
        return new PluginOrigin(Kind.UNSIGNED, "", sha256);
    }

    /** Nobody answers for it. */
    public boolean isUnsigned() {
        return kind == Kind.UNSIGNED;
    }
}
