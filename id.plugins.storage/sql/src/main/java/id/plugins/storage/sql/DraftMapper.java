package id.plugins.storage.sql;

import java.util.List;
import org.apache.ibatis.annotations.Param;

/** Statements on drafts and the records of their buffers. */
interface DraftMapper extends SealedColumn {
    int insert(DraftRow row);

    DraftRow find(@Param("id") String id);

    boolean exists(@Param("id") String id);

    int replace(DraftRow row);

    List<DraftRow> list(@Param("offset") int offset, @Param("limit") int limit);

    List<DraftRow> begunBefore(@Param("moment") long moment, @Param("limit") int limit);

    int delete(@Param("id") String id);

    int deleteBuffers(@Param("draft") String draft);

    int insertBuffer(BufferRow row);

    BufferRow buffer(@Param("draft") String draft, @Param("bufferId") String bufferId);

    List<BufferRow> buffers(@Param("draft") String draft);
}
