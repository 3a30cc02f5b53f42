package id.plugins.storage.sql;

import id.api.storage.Transactions;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Transactions of the database, bound to the calling thread. */
@Component
public final class SqlTransactions implements Transactions {
    private final Sessions sessions;

    @Activate
    public SqlTransactions(@Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public <T> T required(Supplier<T> work) {
        return sessions.required(work);
    }

    @Override
    public void afterCommit(Runnable action) {
        sessions.afterCommit(action);
    }
}
