package id.core.security;

import com.nimbusds.jose.util.JSONObjectUtils;
import id.api.error.IdentityException;
import id.api.security.SecurityError;
import id.api.security.SignatureCheck;
import id.api.security.Signer;
import id.api.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs with keys of the vault. */
@Component
public final class VaultSigner implements Signer {
    private static final Logger LOG = LoggerFactory.getLogger(VaultSigner.class);

    private final AsymmetricKeys keys;
    private final DsaKeys dsaKeys;

    @Activate
    public VaultSigner(@Reference AsymmetricKeys keys, @Reference DsaKeys dsaKeys) {
        this.keys = keys;
        this.dsaKeys = dsaKeys;
    }

    @Override
    public Bytes sign(Purpose purpose, Bytes input) {
        return sign(keys.signing(purpose).newest(), input);
    }

    @Override
    public Bytes sign(Purpose purpose, String keyId, Bytes input) {
        return sign(keys.signing(purpose).find(keyId).orElseThrow(() -> new IdentityException(SecurityError.KEY_MISSING,
                AsymmetricKeys.use(purpose), "The key was revoked before it signed: try again with the one of now")), input);
    }

    @Override
    public String algorithm(Purpose purpose) {
        return keys.signing(purpose).algorithm();
    }

    @Override
    public String keyId(Purpose purpose) {
        return keys.signing(purpose).newest().thumbprint();
    }

    @Override
    public SignatureCheck check(Purpose purpose, String keyId, Bytes input, Bytes signature) {
        return find(keys.signing(purpose), keyId)
                .map(key -> key.verifies(input.toArray(), signature.toArray()) ? SignatureCheck.FITS
                        : SignatureCheck.DOES_NOT_FIT)
                .orElse(SignatureCheck.KEY_UNKNOWN);
    }

    @Override
    public String publicKeys(Purpose purpose) {
        if (purpose != Purpose.AUDIT) {
            return keys.signing(purpose).publicKeys();
        }
        List<Map<String, Object>> all = new ArrayList<>();
        keys.signing(purpose).jwks().forEach(jwk -> all.add(jwk.toPublicJWK().toJSONObject()));
        dsaKeys.all().forEach(key -> all.add(key.jwk()));
        return JSONObjectUtils.toJSONString(Map.of("keys", all));
    }

    @Override
    public String secondKeyId(Purpose purpose) {
        return second(purpose).newest();
    }

    @Override
    public Bytes signSecond(Purpose purpose, String keyId, Bytes input) {
        return Bytes.of(second(purpose).sign(keyId, input.toArray()));
    }

    @Override
    public SignatureCheck checkSecond(Purpose purpose, String keyId, Bytes input, Bytes signature) {
        return second(purpose).find(keyId)
                .map(key -> key.verifies(input.toArray(), signature.toArray()) ? SignatureCheck.FITS
                        : SignatureCheck.DOES_NOT_FIT)
                .orElse(SignatureCheck.KEY_UNKNOWN);
    }

    private DsaKeys second(Purpose purpose) {
        if (purpose != Purpose.AUDIT) {
            throw new IdentityException(SecurityError.KEY_TYPE_UNSUPPORTED, AsymmetricKeys.use(purpose),
                    "Only the audit trail is signed a second time");
        }
        return dsaKeys;
    }

    private Bytes sign(KeySeries.Member key, Bytes input) {
        return Bytes.of(keys.vault().sign(key.name(), input.toArray()));
    }

    private static Optional<KeySeries.Member> find(KeySeries series, String keyId) {
        Optional<KeySeries.Member> known = series.find(keyId);
        if (known.isPresent() || !series.mayLookAgain()) {
            return known;
        }
        try {
            return series.findAnywhere(keyId);
        } catch (IdentityException unavailable) {
            LOG.debug("The vault cannot be asked for a key of {} that is not known here", series.use(), unavailable);
            return known;
        }
    }
}
