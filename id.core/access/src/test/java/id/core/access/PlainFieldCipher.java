package id.core.access;

import id.api.error.IdentityException;
import id.api.security.BlindIndex;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.security.SealedValue;
import id.api.security.SecurityError;
import id.api.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Encrypts nothing, but binds a value to its purpose and place as the real one does. */
final class PlainFieldCipher implements FieldCipher {
    @Override
    public SealedValue seal(SealPurpose purpose, String context, Bytes plain) {
        return new SealedValue(Bytes.utf8(purpose + " " + context + "\n" + plain.asUtf8()));
    }

    @Override
    public Bytes open(SealPurpose purpose, String context, SealedValue sealed) {
        String prefix = purpose + " " + context + "\n";
        String content = sealed.content().asUtf8();
        if (!content.startsWith(prefix)) {
            throw new IdentityException(SecurityError.SEALED_VALUE_INVALID, "", "played");
        }
        return Bytes.utf8(content.substring(prefix.length()));
    }

    @Override
    public BlindIndex index(SealPurpose purpose, String kind, String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((purpose + kind + "\n" + value).getBytes(StandardCharsets.UTF_8));
            return new BlindIndex(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public String derive128(SealPurpose purpose, String kind, String value) {
        throw new UnsupportedOperationException();
    }
}
