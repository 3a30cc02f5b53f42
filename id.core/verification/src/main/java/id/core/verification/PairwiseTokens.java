package id.core.verification;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.value.ClientId;
import id.api.value.PersonId;

/**
 * Makes the token by which one relying party knows a person again. Two relying parties cannot tell from theirs that
 * they know the same person.
 */
@Component(service = PairwiseTokens.class)
public final class PairwiseTokens {
    private final FieldCipher cipher;

    @Activate
    public PairwiseTokens(@Reference FieldCipher cipher) {
        this.cipher = cipher;
    }

    String of(PersonId person, ClientId relyingParty) {
        return cipher.derive128(SealPurpose.IDENTITY, "token/" + relyingParty.value(), person.value());
    }
}
