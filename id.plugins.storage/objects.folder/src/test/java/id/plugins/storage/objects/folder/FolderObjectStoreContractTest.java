package id.plugins.storage.objects.folder;

import id.api.storage.ObjectStore;
import id.tck.ObjectStoreContract;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** The contract of all object stores. */
public class FolderObjectStoreContractTest extends ObjectStoreContract {
    @Rule public final TemporaryFolder temporary = new TemporaryFolder();

    private FolderObjectStore store;

    @Before
    public void open() {
        store = new FolderObjectStore(temporary.getRoot().toPath());
    }

    @Override
    protected ObjectStore store() {
        return store;
    }
}
