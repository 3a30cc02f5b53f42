package id.core.identity;

import id.api.security.BlindIndex;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.storage.IdentifierRecord;
import id.api.value.Alias;
import id.api.value.Bytes;
import id.api.value.PersonId;
import id.api.value.PersonIdentifier;
import id.api.value.Uin;
import id.api.value.Vid;
import java.time.Instant;
import java.util.Optional;

/** Identifiers as they lie in the store: found by a keyed index, read only with a key. */
final class IdentifierSeals {
    private final FieldCipher cipher;

    IdentifierSeals(FieldCipher cipher) {
        this.cipher = cipher;
    }

    BlindIndex index(PersonIdentifier identifier) {
        return switch (identifier) {
            case Uin uin -> index("uin", uin.value());
            case Vid vid -> index("vid", vid.value());
            case Alias alias -> index("alias-" + alias.type(), alias.normalized());
        };
    }

    private BlindIndex index(String kind, String value) {
        return cipher.index(SealPurpose.IDENTITY, kind, value);
    }

    SealedValue sealUin(PersonId person, Uin uin) {
        return cipher.seal(SealPurpose.IDENTITY, uinContext(person), Bytes.utf8(uin.value()));
    }

    Uin openUin(PersonId person, SealedValue sealed) {
        return new Uin(cipher.open(SealPurpose.IDENTITY, uinContext(person), sealed).asUtf8());
    }

    /** A record of an identifier that may be used any number of times until it is revoked. */
    IdentifierRecord lasting(PersonId person, PersonIdentifier identifier, Instant now) {
        return record(person, identifier, Optional.empty(), -1, now);
    }

    IdentifierRecord record(PersonId person, PersonIdentifier identifier, Optional<Instant> expiresAt, int uses,
            Instant now) {
        String kind = kind(identifier);
        SealedValue value = switch (identifier) {
            case Uin uin -> sealUin(person, uin);
            case Vid vid -> seal(person, kind, vid.value());
            case Alias alias -> seal(person, kind, alias.type() + ":" + alias.normalized());
        };
        return new IdentifierRecord(index(identifier), person, kind, value, true, expiresAt, uses, now);
    }

    private SealedValue seal(PersonId person, String kind, String value) {
        return cipher.seal(SealPurpose.IDENTITY, SealedPlace.IDENTIFIER.context(kind + "/" + person.value()), Bytes.utf8(value));
    }

    private static String uinContext(PersonId person) {
        return SealedPlace.UIN.context(person.value());
    }

    private static String kind(PersonIdentifier identifier) {
        return switch (identifier) {
            case Uin uin -> "uin";
            case Vid vid -> "vid";
            case Alias alias -> "alias";
        };
    }
}
