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
import org.junit.ClassRule;
import org.junit.rules.ExternalResource;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Suite;

/** The contracts on a file of H2. */
@RunWith(Suite.class)
@Suite.SuiteClasses({ H2StoresTest.TransactionsTest.class, H2StoresTest.EnrollmentStoreTest.class, H2StoresTest.ProfileTest.class,
        H2StoresTest.IdentityStoreTest.class,
        H2StoresTest.BiometricReferenceStoreTest.class, H2StoresTest.ReferenceLinkStoreTest.class, H2StoresTest.DataKeyStoreTest.class,
        H2StoresTest.PartnerStoreTest.class, H2StoresTest.AuditStoreTest.class, H2StoresTest.OutboxStoreTest.class,
        H2StoresTest.CounterStoreTest.class, H2StoresTest.SequenceStoreTest.class, H2StoresTest.DraftStoreTest.class,
        H2StoresTest.CredentialStoreTest.class, H2StoresTest.SealedValueStoreTest.class, H2StoresTest.AccessStoreTest.class })
public class H2StoresTest {
    private static OpenStores open;

    private static final TemporaryFolder FOLDER = new TemporaryFolder();

    @ClassRule public static final RuleChain DATABASE = RuleChain.outerRule(FOLDER).around(new ExternalResource() {
        @Override
        protected void before() {
            open = OpenStores.h2(FOLDER.getRoot().toPath());
        }

        @Override
        protected void after() {
            open.close();
        }
    });

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
