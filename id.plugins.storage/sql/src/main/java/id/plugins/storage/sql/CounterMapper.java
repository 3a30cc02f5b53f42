package id.plugins.storage.sql;

import org.apache.ibatis.annotations.Param;

/** Statements on short-lived counters, marks and values. */
interface CounterMapper extends SealedColumn {
    int insert(@Param("name") String name, @Param("amount") long amount, @Param("sealed") byte[] sealed,
            @Param("expiresAt") long expiresAt);

    int increment(@Param("name") String name, @Param("now") long now, @Param("expiresAt") long expiresAt);

    /** Null when absent or expired. */
    Long count(@Param("name") String name, @Param("now") long now);

    long amount(@Param("name") String name);

    int delete(@Param("name") String name);

    int replace(@Param("name") String name, @Param("sealed") byte[] sealed, @Param("expiresAt") long expiresAt);

    /** Makes an expired one a new mark. */
    int takeOver(@Param("name") String name, @Param("now") long now, @Param("expiresAt") long expiresAt);

    SealedRow find(@Param("name") String name, @Param("now") long now);

    int take(@Param("name") String name, @Param("now") long now);

    int purge(@Param("now") long now);
}
