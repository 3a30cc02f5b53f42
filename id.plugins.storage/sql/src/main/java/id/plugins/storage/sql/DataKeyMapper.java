package id.plugins.storage.sql;

import java.util.List;
import org.apache.ibatis.annotations.Param;

/** Statements on wrapped data keys. */
interface DataKeyMapper {
    int insert(DataKeyRow row);

    int rewrap(@Param("after") DataKeyRow after, @Param("masterKey") String masterKey, @Param("wrapped") byte[] wrapped);

    int delete(DataKeyRow row);

    List<DataKeyRow> list();
}
