package id.plugins.storage.sql;

import id.api.storage.RetentionRun;

/** How far the removal of a kind has come, as its table has it. */
record RetentionRow(String kind, long reachedAt, String reachedId, long removed, long ranAt) {
    static RetentionRow of(RetentionRun run) {
        return new RetentionRow(run.kind(), Nanos.of(run.reachedAt()), run.reachedId(), run.removed(), Nanos.of(run.ranAt()));
    }

    RetentionRun run() {
        return new RetentionRun(kind, Nanos.instant(reachedAt), reachedId, removed, Nanos.instant(ranAt));
    }
}
