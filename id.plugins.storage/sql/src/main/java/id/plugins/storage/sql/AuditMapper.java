package id.plugins.storage.sql;

import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;

/** Statements on audit entries. */
interface AuditMapper {
    int insert(AuditLine line);

    List<AuditLine> unchained(@Param("limit") int limit);

    /** The last place given, locked until the commit; null before the first. */
    Long lockHead();

    int insertHead();

    int moveHead(@Param("place") long place);

    int chain(@Param("id") String id, @Param("place") long place, @Param("hash") String hash);

    AuditLine last();

    List<AuditLine> from(@Param("place") long place, @Param("limit") int limit);

    List<AuditLine> recent(@Param("limit") int limit);

    /** Some subjects; none is not allowed. */
    List<AuditLine> about(@Param("subjects") Collection<String> subjects, @Param("limit") int limit);

    long countUnchainedBefore(@Param("instant") long instant);

    long countUnchained();
}
