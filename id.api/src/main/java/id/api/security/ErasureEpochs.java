package id.api.security;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes what was deleted unreadable in backups too. All sealed values of the database are sealed under the key of an
 * epoch besides that of their purpose. Some time after something was deleted a new epoch begins: what is left is sealed
 * anew under its key, and the key of the epoch before is destroyed in the vault once no backup has to be restored any
 * more that is as old. Safe for concurrent use, also by several nodes.
 */
@ProviderType
public interface ErasureEpochs {
    /** Notes that backups hold what is deleted now. Call it in the transaction that deletes. */
    void deleted();

    /** The epochs whose keys are there, oldest first; the last one is the present one. */
    List<ErasureEpoch> list();
}
