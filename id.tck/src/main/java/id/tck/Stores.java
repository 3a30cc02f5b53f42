package id.tck;

import id.api.storage.AccessStore;
import id.api.storage.AuditStore;
import id.api.storage.BiometricReferenceStore;
import id.api.storage.CounterStore;
import id.api.storage.CredentialStore;
import id.api.storage.DataKeyStore;
import id.api.storage.DraftStore;
import id.api.storage.EnrollmentStore;
import id.api.storage.IdentityStore;
import id.api.storage.OutboxStore;
import id.api.storage.PartnerStore;
import id.api.storage.ReferenceLinkStore;
import id.api.storage.SealedValueStore;
import id.api.storage.SequenceStore;
import id.api.storage.Transactions;

/** All stores of one database, as the contracts want them. */
public interface Stores {
    Transactions transactions();

    EnrollmentStore enrollments();

    IdentityStore identities();

    BiometricReferenceStore references();

    ReferenceLinkStore links();

    DataKeyStore dataKeys();

    PartnerStore partners();

    AuditStore audit();

    OutboxStore outbox();

    CounterStore counters();

    SequenceStore sequences();

    DraftStore drafts();

    CredentialStore credentials();

    SealedValueStore sealedValues();

    AccessStore access();
}
