package id.core.http.admin;

import id.api.access.Approvals;
import id.api.value.ClientId;
import java.util.List;

/** Nothing takes two people. */
final class NoApprovals implements Approvals {
    @Override
    public void require(String action, String subject, String parameters, ClientId by) {
        // One is enough.
    }

    @Override
    public boolean takesTwo(String action) {
        return false;
    }

    @Override
    public List<OpenRequest> open() {
        return List.of();
    }

    @Override
    public void withdraw(String id, ClientId by) {
        throw new UnsupportedOperationException();
    }
}
