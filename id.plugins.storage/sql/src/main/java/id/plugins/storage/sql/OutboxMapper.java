package id.plugins.storage.sql;

import java.util.List;
import org.apache.ibatis.annotations.Param;

/** Statements on waiting events. */
interface OutboxMapper {
    int insert(OutboxRow row);

    /** Locks what it returns, and passes over what others have locked. */
    List<OutboxRow> due(@Param("now") long now, @Param("limit") int limit);

    int claim(@Param("id") String id, @Param("worker") String worker, @Param("now") long now,
            @Param("until") long until);

    int postpone(@Param("id") String id, @Param("delivered") String delivered, @Param("attempts") int attempts,
            @Param("notBefore") long notBefore);

    int complete(@Param("id") String id);

    int giveUp(@Param("id") String id, @Param("delivered") String delivered, @Param("why") String why);

    long countPending();

    long countGivenUp();
}
