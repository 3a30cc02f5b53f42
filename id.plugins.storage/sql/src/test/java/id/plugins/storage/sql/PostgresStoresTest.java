package id.plugins.storage.sql;

import id.tck.AccessStoreContract;
import id.tck.AuditStoreContract;
import id.tck.BiometricReferenceStoreContract;
import id.tck.CounterStoreContract;
import id.tck.CredentialStoreContract;
import id.tck.DataKeyStoreContract;
import id.tck.DraftStoreContract;
import id.tck.EnrollmentStoreContract;
import id.tck.IdentityStoreContract;
import id.tck.OutboxStoreContract;
import id.tck.PartnerStoreContract;
import id.tck.ProfileContract;
import id.tck.ReferenceLinkStoreContract;
import id.tck.SealedValueStoreContract;
import id.tck.SequenceStoreContract;
import id.tck.Stores;
import id.tck.TransactionsContract;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.ClassRule;
import org.junit.rules.ExternalResource;
import org.junit.runner.RunWith;
import org.junit.runners.Suite;
import org.postgresql.osgi.PGDataSourceFactory;

/** The contracts on a server of PostgreSQL. */
@RunWith(Suite.class)
@Suite.SuiteClasses({ PostgresStoresTest.TransactionsTest.class, PostgresStoresTest.EnrollmentStoreTest.class,
        PostgresStoresTest.ProfileTest.class,
        PostgresStoresTest.IdentityStoreTest.class, PostgresStoresTest.BiometricReferenceStoreTest.class,
        PostgresStoresTest.ReferenceLinkStoreTest.class, PostgresStoresTest.DataKeyStoreTest.class,
        PostgresStoresTest.PartnerStoreTest.class, PostgresStoresTest.AuditStoreTest.class, PostgresStoresTest.OutboxStoreTest.class,
        PostgresStoresTest.CounterStoreTest.class, PostgresStoresTest.SequenceStoreTest.class, PostgresStoresTest.DraftStoreTest.class,
        PostgresStoresTest.CredentialStoreTest.class, PostgresStoresTest.SealedValueStoreTest.class,
        PostgresStoresTest.AccessStoreTest.class })
public class PostgresStoresTest {
    private static OpenStores open;

    private static EmbeddedPostgres server;

    @ClassRule public static final ExternalResource DATABASE = new ExternalResource() {
        @Override
        protected void before() throws IOException {
            server = EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on")
                    .setServerConfig("fsync", "on").start();
            open = OpenStores.open(leastRights(), new PGDataSourceFactory());
        }

        @Override
        protected void after() {
            try {
                if (open != null) {
                    open.close();
                }
                server.close();
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        }
    };

    /** The stores need no more than this: the tables are somebody else's. */
    private static TestConfig leastRights() {
        try (Connection admin = server.getPostgresDatabase().getConnection(); Statement statement = admin.createStatement()) {
            statement.execute("create role worker login");
            return new TestConfig(server.getJdbcUrl("worker", "postgres"), "worker", "", 16, 4_000, 0, 20_000).ownedBy("postgres", "");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public static class TransactionsTest extends TransactionsContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    public static class EnrollmentStoreTest extends EnrollmentStoreContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    /** Profiles for statistics. */
    public static class ProfileTest extends ProfileContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    public static class IdentityStoreTest extends IdentityStoreContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    public static class BiometricReferenceStoreTest extends BiometricReferenceStoreContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    public static class ReferenceLinkStoreTest extends ReferenceLinkStoreContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    public static class DataKeyStoreTest extends DataKeyStoreContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    public static class PartnerStoreTest extends PartnerStoreContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    public static class AuditStoreTest extends AuditStoreContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    public static class OutboxStoreTest extends OutboxStoreContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    public static class CounterStoreTest extends CounterStoreContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    public static class SequenceStoreTest extends SequenceStoreContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    public static class DraftStoreTest extends DraftStoreContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    public static class CredentialStoreTest extends CredentialStoreContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    public static class SealedValueStoreTest extends SealedValueStoreContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }

    public static class AccessStoreTest extends AccessStoreContract {
        @Override
        protected Stores stores() {
            return open;
        }
    }
}
