package id.plugins.storage.sql;

import java.util.List;
import org.apache.ibatis.annotations.Param;

/** Statements on records about who may do what. */
interface AccessMapper extends SealedColumn {
    int deleteExpired(@Param("name") String name, @Param("now") long now);

    int insert(@Param("row") AccessRow row);

    int replace(@Param("row") AccessRow row, @Param("now") long now);

    AccessRow find(@Param("name") String name, @Param("now") long now);

    List<AccessRow> list(@Param("kind") String kind, @Param("after") String after, @Param("limit") int limit,
            @Param("now") long now);

    int delete(@Param("name") String name, @Param("now") long now);

    int purge(@Param("now") long now);
}
