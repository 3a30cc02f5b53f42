package id.plugins.storage.sql;

import java.util.List;
import org.apache.ibatis.annotations.Param;

/** Statements on galleries and encounters. */
interface BiometricMapper extends SealedColumn {
    /** The gallery's last ordinal, locked until the commit; null when there is no such gallery. */
    Long lockGallery(@Param("gallery") String gallery);

    int insertGallery(@Param("gallery") String gallery);

    int countUp(@Param("gallery") String gallery, @Param("ordinal") long ordinal);

    int insert(@Param("gallery") String gallery, @Param("encounter") String encounter, @Param("ordinal") long ordinal,
            @Param("refs") byte[] refs);

    int acknowledge(@Param("gallery") String gallery, @Param("encounter") String encounter);

    /** Null when there is none. */
    Long firstUnacknowledged(@Param("gallery") String gallery, @Param("ordinal") long ordinal);

    /** Null when it is not there, 0 when it has no place. */
    Long ordinal(@Param("gallery") String gallery, @Param("encounter") String encounter);

    /** Null when there is no such gallery. */
    Long newestOrdinal(@Param("gallery") String gallery);

    int delete(@Param("gallery") String gallery, @Param("encounter") String encounter);

    List<EncounterRow> load(@Param("gallery") String gallery, @Param("after") long after, @Param("limit") int limit);

    List<EncounterRow> loadPlaceless(@Param("gallery") String gallery, @Param("after") String after, @Param("limit") int limit);

    List<String> placeless(@Param("gallery") String gallery, @Param("after") String after, @Param("limit") int limit);

    int settle(@Param("gallery") String gallery, @Param("encounter") String encounter, @Param("at") long at);

    List<String> settledBefore(@Param("gallery") String gallery, @Param("moment") long moment, @Param("limit") int limit);

    /** Locked until the commit; null when it may not lose its place, or is not there. */
    EncounterRow lockSettled(@Param("gallery") String gallery, @Param("encounter") String encounter);

    int insertPlaceless(@Param("gallery") String gallery, @Param("encounter") String encounter, @Param("refs") byte[] refs);

    int noteForgotten(@Param("gallery") String gallery, @Param("ordinal") long ordinal);

    /** Null when there is no such gallery. */
    Long forgottenUpTo(@Param("gallery") String gallery);

    EncounterRow read(@Param("gallery") String gallery, @Param("encounter") String encounter);

    long count(@Param("gallery") String gallery);
}
