package id.plugins.storage.sql;

import org.apache.ibatis.annotations.Param;

/** Questions about the database server itself. */
interface ServerMapper {
    int ping();

    /** As PostgreSQL counts: 150004 is 15.4. */
    int version();

    String setting(@Param("name") String name);

    /** Who is to work with the tables, for {@link #grantWork}; within the transaction. */
    Object nameWorker(@Param("user") String user);

    /** Lets that user read and write rows of all tables of the schema, and nothing else. */
    int grantWork();

    /** Waits until no other node migrates; held until the end of the transaction. */
    Object lockMigrations();
}
