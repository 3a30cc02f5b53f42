package id.core.security;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The pairs of ML-DSA-65 that sign the audit trail beside its key in the vault, where that is switched on there: the first is
 * made when it is asked for.
 */
@Component(service = DsaKeys.class)
public final class DsaKeys {
    private final VersionedPairs<MlDsa.Pair> pairs;
    /** What checks needs no secret, and goes on while the vault is away. */
    private final Map<String, MlDsa.Public> known = new ConcurrentHashMap<>();

    @Activate
    public DsaKeys(@Reference DataKeys keys) {
        this.pairs = new VersionedPairs<>(keys, DataKeys.DSA, MlDsa.Pair::of, pair -> pair.open().kid());
    }

    /** The thumbprint of the key that signs now; the first is made where there is none. */
    String newest() {
        pairs.provide();
        return noted(pairs.newest()).open().kid();
    }

    /** Signs by the key of that thumbprint; KEY_MISSING when it is not there. */
    byte[] sign(String kid, byte[] input) {
        return noted(pairs.find(kid).orElseThrow(() -> new IdentityException(SecurityError.KEY_MISSING, DataKeys.DSA,
                "The key was revoked before it signed: try again with the one of now"))).sign(input);
    }

    /** The public half of that thumbprint. */
    Optional<MlDsa.Public> find(String kid) {
        return Optional.ofNullable(known.get(kid)).or(() -> pairs.find(kid).map(this::noted).map(MlDsa.Pair::open));
    }

    /** All public halves, newest first. */
    List<MlDsa.Public> all() {
        return pairs.all().stream().map(this::noted).map(MlDsa.Pair::open).toList();
    }

    private MlDsa.Pair noted(MlDsa.Pair pair) {
        known.put(pair.open().kid(), pair.open());
        return pair;
    }
}
