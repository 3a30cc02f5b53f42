package id.plugins.storage.sql;

import java.util.List;
import org.apache.ibatis.annotations.Param;

/** Statements on waiting events. */
interface OutboxMapper {
    int insert(OutboxRow row);

    /** Oldest first. On PostgreSQL locked, without those that others have locked; on H2 neither, and some more. */
    List<OutboxRow> due(@Param("now") long now, @Param("limit") int limit);

    /** Locks it when it is still due; null when it is not, or another has it locked. */
    OutboxRow lockDue(@Param("id") String id, @Param("now") long now);

    int claim(@Param("id") String id, @Param("worker") String worker, @Param("until") long until);

    int postpone(@Param("id") String id, @Param("delivered") String delivered, @Param("attempts") int attempts,
            @Param("notBefore") long notBefore);

    int complete(@Param("id") String id);

    int giveUp(@Param("id") String id, @Param("delivered") String delivered, @Param("why") String why);

    long countPending();

    long countGivenUp();
}
