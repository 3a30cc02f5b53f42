package id.plugins.storage.sql;

import org.apache.ibatis.annotations.Param;

/** Statements on the join between encounters and enrollments. */
interface LinkMapper extends SealedColumn {
    int insert(@Param("index") String index, @Param("sealed") byte[] sealed);

    LinkRow find(@Param("index") String index);

    int delete(@Param("index") String index);
}
