package id.core.plugins.gate;

/** Why a jar is refused. Names are stable: docs/operator.md has a line with the mend for each. */
public enum RefusalCode {
    /** Not a zip archive, cut short, or something follows its end. */
    NOT_A_JAR,
    /** Two readers of this archive could see different things: gaps, hidden or double entries, headers that differ. */
    AMBIGUOUS_JAR,
    /** The file, or what it unpacks to, is beyond the limits. */
    TOO_LARGE,
    /** The first entry is no manifest of a bundle. */
    NOT_A_BUNDLE,
    /** Nobody signed it; a reason in production only. */
    UNSIGNED,
    /** It was signed once: the manifest still lists digests, the signature is gone. */
    SIGNATURE_STRIPPED,
    /** There is a signature, but it does not verify or uses an algorithm that is no longer safe. */
    SIGNATURE_BROKEN,
    /** More than one signature. */
    SIGNED_TWICE,
    /** An entry that the signature does not cover. */
    PARTLY_SIGNED,
    /** An entry or the manifest is not what was signed. */
    TAMPERED,
    /** The signed manifest names an entry that is not there. */
    ENTRY_MISSING,
    /** conf/trust cannot be read, so that nobody can be trusted. */
    TRUST_UNREADABLE,
    /** The chain ends at no root in conf/trust. */
    UNTRUSTED,
    /** The chain does not hold: a link did not sign the next, or had no right to. */
    CHAIN_BROKEN,
    /** A certificate of the chain is no longer valid. */
    EXPIRED,
    /** A certificate of the chain is not valid yet. */
    NOT_YET_VALID,
    /** A certificate of the chain is on its issuer's revocation list. */
    REVOKED,
    /** The newest revocation list of an issuer is out of date or not its own: whether a certificate is revoked cannot be said. */
    CRL_UNUSABLE,
    /** The signer's certificate is for another purpose than signing code. */
    NOT_FOR_CODE,
    /** A jar within the jar: what is inside would escape these checks. */
    NESTED_JAR,
    /** Classes that differ by Java version. */
    MULTI_RELEASE,
    /** A fragment would put its classes into another bundle. */
    FRAGMENT,
    /** Native code can do anything in this process. */
    NATIVE_CODE,
    /** Imports that are decided while it runs. */
    DYNAMIC_IMPORT,
    /** An import of the framework or of what else reaches beyond the plugin. */
    FRAMEWORK_ACCESS,
    /** A declaration of a service component that cannot be read, or points to nothing. */
    COMPONENT_UNREADABLE,
    /** It does not say what kind of plugin it is. */
    KIND_UNDECLARED,
    /** The publisher may not install this kind. */
    KIND_NOT_GRANTED
}
