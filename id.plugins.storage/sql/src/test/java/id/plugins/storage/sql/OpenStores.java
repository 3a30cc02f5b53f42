package id.plugins.storage.sql;

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
import id.tck.Stores;
import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.util.OsgiDataSourceFactory;
import org.osgi.service.jdbc.DataSourceFactory;

/** All stores of one open database, wired as the framework does it. */
record OpenStores(SqlDatabase database, Transactions transactions, EnrollmentStore enrollments,
        IdentityStore identities, BiometricReferenceStore references, ReferenceLinkStore links, DataKeyStore dataKeys,
        PartnerStore partners, AuditStore audit, OutboxStore outbox, CounterStore counters, SequenceStore sequences,
        DraftStore drafts, CredentialStore credentials, SealedValueStore sealedValues,
        AccessStore access) implements Stores, AutoCloseable {

    static OpenStores h2(Path folder) {
        return h2(TestConfig.h2(folder));
    }

    static OpenStores h2(TestConfig config) {
        return open(config, new OsgiDataSourceFactory(new org.h2.Driver()));
    }

    static OpenStores open(TestConfig config, DataSourceFactory driver) {
        SqlDatabase database = new SqlDatabase(config, driver);
        return new OpenStores(database, new SqlTransactions(database), new SqlEnrollmentStore(database),
                new SqlIdentityStore(database), new SqlBiometricReferenceStore(database),
                new SqlReferenceLinkStore(database), new SqlDataKeyStore(database), new SqlPartnerStore(database),
                new SqlAuditStore(database), new SqlOutboxStore(database), new SqlCounterStore(database),
                new SqlSequenceStore(database), new SqlDraftStore(database), new SqlCredentialStore(database),
                new SqlSealedValueStore(database), new SqlAccessStore(database));
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
