package id.core.security;

import id.api.security.CredentialSigner;
import id.api.security.Signer;
import id.api.value.Bytes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The one purpose of the signer that plugins may use. An object of its own: a cast leads nowhere. */
@Component
public final class VaultCredentialSigner implements CredentialSigner {
    private final Signer signer;

    @Activate
    public VaultCredentialSigner(@Reference Signer signer) {
        this.signer = signer;
    }

    @Override
    public Bytes sign(String keyId, Bytes input) {
        return signer.sign(Signer.Purpose.CREDENTIAL, keyId, input);
    }

    @Override
    public String algorithm() {
        return signer.algorithm(Signer.Purpose.CREDENTIAL);
    }

    @Override
    public String keyId() {
        return signer.keyId(Signer.Purpose.CREDENTIAL);
    }

    @Override
    public String publicKeys() {
        return signer.publicKeys(Signer.Purpose.CREDENTIAL);
    }
}
