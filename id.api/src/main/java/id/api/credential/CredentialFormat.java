package id.api.credential;

import org.osgi.annotation.versioning.ConsumerType;

/** Encodes and signs one format. Called from many threads at once; milliseconds a call. */
@ConsumerType
public interface CredentialFormat {
    /** Service property, {@code String}: the format's name, {@code cwt-claim169}. Required. */
    String FORMAT = "format";

    /** Encodes and signs. */
    EncodedCredential encode(CredentialContent content);
}
