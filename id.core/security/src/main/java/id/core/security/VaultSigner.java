package id.core.security;

import id.api.security.KeyType;
import id.api.security.KeyVault;
import id.api.security.Signer;
import id.api.value.Bytes;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Signs with keys of the vault: {@code sign-access-token-1}, {@code sign-credential-1}... */
@Component
public final class VaultSigner implements Signer {
    private final KeyVault vault;
    private final Map<Purpose, KeySeries> keys = new EnumMap<>(Purpose.class);

    @Activate
    public VaultSigner(@Reference KeyVault vault) {
        this.vault = vault;
        for (Purpose purpose : Purpose.values()) {
            String use = "sign-" + purpose.name().toLowerCase(Locale.ROOT).replace('_', '-');
            keys.put(purpose, new KeySeries(vault, use, type(purpose)));
        }
    }

    @Override
    public Bytes sign(Purpose purpose, Bytes input) {
        return Bytes.of(vault.sign(keys.get(purpose).newest().name(), input.toArray()));
    }

    @Override
    public String algorithm(Purpose purpose) {
        return type(purpose) == KeyType.ED25519_SIGN ? "EdDSA" : "ES256";
    }

    @Override
    public String keyId(Purpose purpose) {
        return keys.get(purpose).newest().thumbprint();
    }

    @Override
    public String publicKeys(Purpose purpose) {
        return keys.get(purpose).publicKeys();
    }

    private static KeyType type(Purpose purpose) {
        return switch (purpose) {
            case ACCESS_TOKEN, VERIFICATION_PROOF -> KeyType.P256_SIGN;
            case CREDENTIAL -> KeyType.ED25519_SIGN;
        };
    }
}
