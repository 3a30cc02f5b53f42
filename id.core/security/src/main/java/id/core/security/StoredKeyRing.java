package id.core.security;

import com.nimbusds.jose.util.JSONObjectUtils;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.IdentityException;
import id.api.security.KeyDescription;
import id.api.security.KeyDescription.Kind;
import id.api.security.KeyRing;
import id.api.security.KeyType;
import id.api.security.Resealing;
import id.api.security.SecurityError;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.storage.SealedValueStore;
import id.api.value.ClientId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The keys of vault and store as one list, and what is done to them. */
@Component
public final class StoredKeyRing implements KeyRing {
    private final DataKeys dataKeys;
    private final AsymmetricKeys asymmetric;
    private final KemKeys kemKeys;
    private final DsaKeys dsaKeys;
    private final Resealer resealer;
    private final KeyRevocation revocation;
    private final AuditTrail audit;

    @Activate
    public StoredKeyRing(@Reference DataKeys dataKeys, @Reference AsymmetricKeys asymmetric, @Reference KemKeys kemKeys,
            @Reference DsaKeys dsaKeys,
            @Reference Resealer resealer, @Reference SealedValueStore sealedValues, @Reference AuditTrail audit,
            @Reference InstantSource clock,
            @Reference KeySettings settings) {
        this.dataKeys = dataKeys;
        this.asymmetric = asymmetric;
        this.kemKeys = kemKeys;
        this.dsaKeys = dsaKeys;
        this.resealer = resealer;
        this.revocation = new KeyRevocation(dataKeys, resealer, sealedValues, clock, settings);
        this.audit = audit;
    }

    @Override
    public List<KeyDescription> list() {
        KeyCatalog catalog = dataKeys.read();
        List<KeyDescription> keys = new ArrayList<>();
        TreeSet<String> masters = new TreeSet<>();
        for (WrappedKey key : catalog.all()) {
            keys.add(described(key, catalog.newestVersion(key.purpose())));
            masters.add(MasterKeys.series(key.purpose()));
        }
        for (String series : masters) {
            List<MasterKeys.Master> versions = dataKeys.masters().of(series);
            versions.forEach(master -> keys.add(new KeyDescription(master.name(), series, master.version(), Kind.MASTER,
                    KeyType.AES256_WRAP.name(), master == versions.getFirst(), Optional.empty(), master.key().createdAt())));
        }
        for (KeySeries series : asymmetric.all()) {
            series.refresh();
            List<KeySeries.Member> members = series.members();
            members.forEach(member -> keys.add(described(series, member, member == members.getFirst())));
        }
        keys.sort(Comparator.comparing(KeyDescription::kind).thenComparing(KeyDescription::series)
                .thenComparing(KeyDescription::version, Comparator.reverseOrder()));
        return List.copyOf(keys);
    }

    @Override
    public List<Resealing> resealing() {
        return resealer.progress().stream().map(each -> new Resealing(each.place(), AesFieldCipher.versionIn(each.version()),
                each.moved(), each.movedAt(), each.finished())).toList();
    }

    @Override
    public List<KeyDescription> rotate(String series, ClientId by) {
        List<KeyDescription> newest = list().stream().filter(KeyDescription::newest).toList();
        List<KeyDescription> wanted = newest.stream()
                .filter(key -> series.equals(ALL) ? isRotatable(key) : key.series().equals(series)).toList();
        if (wanted.isEmpty()) {
            throw new IdentityException(SecurityError.KEY_UNKNOWN, "series", "No keys are called so: keys list shows "
                    + "the series that there are; \"" + ALL + "\" stands for all that can be rotated");
        }
        wanted.stream().filter(key -> !isRotatable(key)).findFirst().ifPresent(lasting -> {
            throw new IdentityException(SecurityError.KEY_NOT_ROTATABLE, "series", lasting.kind() == Kind.MASTER
                    ? "NOT ROTATED. Each erasure epoch has a master key of its own: rotate " + DataKeys.EPOCH
                            + ", which begins an epoch"
                    : lasting.kind() == Kind.INDEX
                            ? "NOT ROTATED. An index key has one version for ever: under another one no person would be found "
                                    + "by UIN, VID or alias, and all pairwise tokens would be others"
                            : "NOT ROTATED. The permutation key has one version for ever: under another one UINs would be given "
                                    + "out a second time");
        });
        return wanted.stream().map(key -> rotate(key, by)).toList();
    }

    @Override
    public void revoke(String name, ClientId by) {
        List<KeyDescription> all = list();
        KeyDescription key = all.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow(
                () -> new IdentityException(SecurityError.KEY_UNKNOWN, "key", "No key is called so: see keys list"));
        try {
            revocation.check(key, all);
        } catch (IdentityException refused) {
            note("key.revoked", key, by, "REFUSED");
            throw refused;
        }
        if (key.wrappedBy().isPresent()) {
            WrappedKey wrapped = dataKeys.read().find(new KeyCatalog.Name(key.series(), key.version())).orElseThrow(
                    () -> new IdentityException(SecurityError.KEY_UNKNOWN, "key", "Another node has just revoked it"));
            dataKeys.remove(wrapped, () -> note("key.revoked", key, by, "DONE"));
            return;
        }
        // The vault and the trail have no transaction in common: the intention is written first.
        note("key.revoked", key, by, "STARTED");
        dataKeys.masters().destroy(key.name());
        note("key.revoked", key, by, "DONE");
        asymmetric.all().forEach(KeySeries::refresh);
    }

    @Override
    public String publicKeys() {
        List<Map<String, Object>> keys = new ArrayList<>();
        asymmetric.all().forEach(series -> series.jwks().forEach(jwk -> keys.add(jwk.toPublicJWK().toJSONObject())));
        kemKeys.all().forEach(key -> keys.add(key.jwk()));
        dsaKeys.all().forEach(key -> keys.add(key.jwk()));
        return JSONObjectUtils.toJSONString(Map.of("keys", keys));
    }

    static boolean isRotatable(KeyDescription key) {
        return key.kind() != Kind.INDEX && key.kind() != Kind.PERMUTATION && !key.series().equals(MasterKeys.EPOCHS);
    }

    private KeyDescription rotate(KeyDescription key, ClientId by) {
        if (key.wrappedBy().isPresent()) {
            WrappedKey newest = dataKeys.rotate(key.series(),
                    made -> note("key.rotated", described(made, made.version()), by, "DONE"));
            return described(newest, newest.version());
        }
        return switch (key.kind()) {
            case MASTER -> {
                MasterKeys.Master before = dataKeys.masters().of(key.series()).getFirst();
                dataKeys.masters().next(before);
                MasterKeys.Master now = dataKeys.masters().of(key.series()).getFirst();
                KeyDescription made = new KeyDescription(now.name(), key.series(), now.version(), Kind.MASTER,
                        key.algorithm(), true, Optional.empty(), now.key().createdAt());
                note("key.rotated", made, by, "DONE");
                dataKeys.rewrapAll(key.series());
                yield made;
            }
            case SIGNING, AGREEMENT -> {
                KeySeries series = asymmetric.all().stream().filter(each -> each.use().equals(key.series())).findFirst()
                        .orElseThrow();
                KeyDescription made = described(series, series.rotate(), true);
                note("key.rotated", made, by, "DONE");
                yield made;
            }
            case DATA, INDEX, PERMUTATION -> throw new IllegalStateException("Refused before");
        };
    }

    private static KeyDescription described(WrappedKey key, int newest) {
        Kind kind = kind(key.purpose());
        String algorithm = switch (kind) {
            case INDEX -> "HS256";
            case PERMUTATION -> "FF1";
            case AGREEMENT -> MlKem.NAME;
            case SIGNING -> MlDsa.NAME;
            default -> "A256GCM";
        };
        return new KeyDescription(key.purpose() + "-" + key.version(), key.purpose(), key.version(), kind, algorithm,
                key.version() == newest, Optional.of(key.masterKey()), key.createdAt());
    }

    private static Kind kind(String purpose) {
        return switch (purpose) {
            case DataKeys.KEM -> Kind.AGREEMENT;
            case DataKeys.DSA -> Kind.SIGNING;
            case DataKeys.PERMUTATION -> Kind.PERMUTATION;
            default -> DataKeys.isLasting(purpose) ? Kind.INDEX : Kind.DATA;
        };
    }

    private static KeyDescription described(KeySeries series, KeySeries.Member member, boolean newest) {
        Kind kind = series.use().equals("enrollment") ? Kind.AGREEMENT : Kind.SIGNING;
        return new KeyDescription(member.name(), series.use(), member.number(), kind, member.algorithm(), newest,
                Optional.empty(), member.createdAt());
    }

    private void note(String event, KeyDescription key, ClientId by, String outcome) {
        audit.record(new AuditEntry(event, by, key.name(), outcome,
                Map.of("series", key.series(), "version", Integer.toString(key.version()), "kind", key.kind().name())));
    }
}
