package id.plugins.storage.sql;

import java.util.List;
import org.apache.ibatis.annotations.Param;

/** Statements on enrollments, their packets, runs and demographic keys. */
interface EnrollmentMapper {
    int insert(EnrollmentRow row);

    int insertPacket(PacketRow row);

    EnrollmentRow find(@Param("id") String id);

    PacketRow packet(@Param("enrollment") String enrollment);

    boolean hasPacket(@Param("enrollment") String enrollment);

    /** Oldest first. On PostgreSQL locked, without those that others have locked; on H2 neither, and some more. */
    List<EnrollmentRow> due(@Param("now") long now, @Param("limit") int limit);

    /** Locks it when it is still due; null when it is not, or another has it locked. */
    EnrollmentRow lockDue(@Param("id") String id, @Param("now") long now);

    int claim(@Param("id") String id, @Param("worker") String worker, @Param("token") String token,
            @Param("until") long until);

    int advance(@Param("row") EnrollmentRow row, @Param("token") String token);

    int change(@Param("row") EnrollmentRow row, @Param("expected") String expected);

    int release(@Param("id") String id, @Param("token") String token);

    int insertRun(RunRow run);

    List<RunRow> runs(@Param("enrollment") String enrollment);

    List<EnrollmentRow> recent(@Param("limit") int limit);

    List<EnrollmentRow> withStatus(@Param("status") String status, @Param("limit") int limit);

    List<CountRow> countByStatus(@Param("day") int day);

    List<CountRow> countByStage(@Param("day") int day);

    int replaceDemographicKey(@Param("enrollment") String enrollment, @Param("index") String index);

    int insertDemographicKey(@Param("enrollment") String enrollment, @Param("index") String index);

    List<String> duplicatesOf(@Param("id") String id);

    List<EnrollmentRow> moved(@Param("status") String status, @Param("after") long after, @Param("afterId") String afterId,
            @Param("before") long before, @Param("limit") int limit);

    int insertProfile(ProfileRow row);

    List<Integer> profileWeeks(@Param("before") int before, @Param("limit") int limit);

    List<CountRow> countProfiles(@Param("week") int week, @Param("dimension") String dimension);

    List<RetentionRow> retention();

    int replaceRetention(RetentionRow row);

    int insertRetention(RetentionRow row);

    int dropPacket(@Param("enrollment") String enrollment);

    int deleteRuns(@Param("enrollment") String enrollment);

    int deleteDemographicKey(@Param("enrollment") String enrollment);

    int forget(@Param("id") String id);

    List<EnrollmentRow> byDemographicKey(@Param("index") String index, @Param("limit") int limit);
}
