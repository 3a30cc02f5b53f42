package id.core.security;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pairs of ML-KEM-768 that packets are sealed to beside the enrollment key, and whether they are at present. The first is
 * made when the setting is switched on, and the earlier ones open what was sealed to them also after it is switched off.
 */
@Component(service = KemKeys.class, immediate = true, configurationPid = "id.core.security.packets")
public final class KemKeys {
    private static final Logger LOG = LoggerFactory.getLogger(KemKeys.class);

    private final VersionedPairs<MlKem.Pair> pairs;
    private volatile Hybrid hybrid;

    @Activate
    public KemKeys(PacketSettings.Config config, @Reference DataKeys keys) {
        this.pairs = new VersionedPairs<>(keys, DataKeys.KEM, MlKem.Pair::of, pair -> pair.open().kid());
        change(config);
    }

    @Modified
    void change(PacketSettings.Config config) {
        Hybrid wanted = Hybrid.of(config.hybrid());
        if (wanted != hybrid) {
            LOG.info("Packets beside the curve under {}: {}", MlKem.NAME, wanted);
        }
        hybrid = wanted;
        provide();
    }

    /** Makes the first pair where it is wanted and not there; tried again at every look after the keys. */
    void provide() {
        if (hybrid.isOn()) {
            pairs.provide();
        }
    }

    Hybrid hybrid() {
        return hybrid;
    }

    /** What packets are sealed to now beside the curve; empty while that is off. */
    Optional<MlKem.Public> sealing() {
        if (!hybrid.isOn()) {
            return Optional.empty();
        }
        if (!pairs.isThere()) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, DataKeys.KEM,
                    "The key of " + MlKem.NAME + " could not be made yet: see the log; it is tried again by itself");
        }
        return Optional.of(pairs.newest().open());
    }

    /** The pair of that thumbprint. */
    Optional<MlKem.Pair> find(String kid) {
        return pairs.find(kid);
    }

    /** All public halves, newest first. */
    List<MlKem.Public> all() {
        return pairs.all().stream().map(MlKem.Pair::open).toList();
    }
}
