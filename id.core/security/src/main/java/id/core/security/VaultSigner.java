package id.core.security;

import id.api.security.KeyType;
import id.api.security.KeyVault;
import id.api.security.SignatureCheck;
import id.api.security.Signer;
import id.api.value.Bytes;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Signs with keys of the vault: {@code sign-access-token-1}, {@code sign-credential-1}... */
@Component(configurationPid = VaultChoice.PID)
public final class VaultSigner implements Signer {
    private final KeyVault vault;
    private final Map<Purpose, KeySeries> keys = new EnumMap<>(Purpose.class);

    @Activate
    public VaultSigner(@Reference(name = VaultChoice.REFERENCE, target = VaultChoice.TARGET) KeyVault vault) {
        this.vault = vault;
        for (Purpose purpose : Purpose.values()) {
            String use = "sign-" + purpose.name().toLowerCase(Locale.ROOT).replace('_', '-');
            keys.put(purpose, KeySeries.preferring(vault, use, types(purpose)));
        }
    }

    @Override
    public Bytes sign(Purpose purpose, Bytes input) {
        return Bytes.of(vault.sign(keys.get(purpose).newest().name(), input.toArray()));
    }

    @Override
    public String algorithm(Purpose purpose) {
        return keys.get(purpose).algorithm();
    }

    @Override
    public String keyId(Purpose purpose) {
        return keys.get(purpose).newest().thumbprint();
    }

    @Override
    public SignatureCheck check(Purpose purpose, String keyId, Bytes input, Bytes signature) {
        return keys.get(purpose).find(keyId)
                .map(key -> key.verifies(input.toArray(), signature.toArray()) ? SignatureCheck.FITS
                        : SignatureCheck.DOES_NOT_FIT)
                .orElse(SignatureCheck.KEY_UNKNOWN);
    }

    @Override
    public String publicKeys(Purpose purpose) {
        return keys.get(purpose).publicKeys();
    }

    /** The better one first. */
    private static List<KeyType> types(Purpose purpose) {
        return switch (purpose) {
            case ACCESS_TOKEN, VERIFICATION_PROOF, AUDIT -> List.of(KeyType.P256_SIGN);
            case CREDENTIAL -> List.of(KeyType.ED25519_SIGN, KeyType.P256_SIGN);
        };
    }
}
