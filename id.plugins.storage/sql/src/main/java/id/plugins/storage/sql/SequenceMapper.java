package id.plugins.storage.sql;

import org.apache.ibatis.annotations.Param;

/** Statements on numbers that are given out once. */
interface SequenceMapper {
    int take(@Param("name") String name, @Param("count") int count);

    int insert(@Param("name") String name);

    /** Null when none was taken. */
    Long taken(@Param("name") String name);
}
