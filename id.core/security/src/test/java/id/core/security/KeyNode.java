package id.core.security;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.audit.AuditVerification;
import id.api.audit.ChainedEntry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** One node with all that looks after keys; several share vault, store and values. */
final class KeyNode implements AuditTrail {
    final DataKeys dataKeys;
    final AsymmetricKeys asymmetric;
    final KemKeys kemKeys;
    final DsaKeys dsaKeys;
    final AesFieldCipher cipher;
    final VaultSigner signer;
    final Resealer resealer;
    final StoredKeyRing ring;
    final StoredErasureEpochs epochs;
    final List<AuditEntry> audit = new CopyOnWriteArrayList<>();

    KeyNode(MemoryVault vault, MemoryDataKeyStore store, MemorySealedValues values, TestKeys.Clock clock) {
        this(vault, store, values, clock, Map.of());
    }

    KeyNode(MemoryVault vault, MemoryDataKeyStore store, MemorySealedValues values, TestKeys.Clock clock, Map<String, Object> packets) {
        KeySettings settings = TestKeys.settings();
        SystemRandom random = new SystemRandom();
        dataKeys = new DataKeys(vault, store, store, random, clock, settings);
        asymmetric = new AsymmetricKeys(vault);
        kemKeys = new KemKeys(TestKeys.config(packets), dataKeys);
        dsaKeys = new DsaKeys(dataKeys);
        cipher = new AesFieldCipher(dataKeys, random);
        signer = new VaultSigner(asymmetric, dsaKeys);
        resealer = new Resealer(dataKeys, cipher, values, values, store, clock, settings);
        epochs = new StoredErasureEpochs(dataKeys, resealer, values, values, this, clock, settings);
        ring = new StoredKeyRing(dataKeys, asymmetric, kemKeys, dsaKeys, resealer, values, this, clock, settings);
    }

    @Override
    public void record(AuditEntry entry) {
        audit.add(entry);
    }

    @Override
    public List<ChainedEntry> recent(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ChainedEntry> about(Set<String> subjects, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AuditVerification verify() {
        throw new UnsupportedOperationException();
    }
}
