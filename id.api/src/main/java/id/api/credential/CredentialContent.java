package id.api.credential;

import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.CredentialId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What goes into a credential.
 *
 * @param id
 *            the credential
 * @param issuer
 *            who issues it: a URI or a name
 * @param subject
 *            what names the person in it: the card number, never the UIN
 * @param attributes
 *            what it says of the person, by the logical names of the mapping: {@code fullName}, {@code dateOfBirth},
 *            {@code gender}, {@code address}, {@code email}, {@code phone}, {@code nationality}, {@code guardian}
 * @param portrait
 *            a small JPEG (at most 2 KB to fit a QR code), where there is one
 * @param issuedAt
 *            when
 * @param expiresAt
 *            until when
 */
public record CredentialContent(CredentialId id, String issuer, String subject, Attributes attributes,
        Optional<Bytes> portrait, Instant issuedAt, Instant expiresAt) {
    public CredentialContent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(attributes, "attributes");
        Objects.requireNonNull(portrait, "portrait");
        Objects.requireNonNull(issuedAt, "issuedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    @Override
    public String toString() {
        return "CredentialContent[***]";
    }
}
