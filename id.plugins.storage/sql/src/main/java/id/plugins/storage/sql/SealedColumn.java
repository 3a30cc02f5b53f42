package id.plugins.storage.sql;

import java.util.List;
import org.apache.ibatis.annotations.Param;

/** Statements on the sealed values of a mapper's own tables, for moving them under another key. */
interface SealedColumn {
    List<SealedColumnRow> sealedPage(@Param("place") String place, @Param("after") String after, @Param("limit") int limit);

    SealedColumnRow sealedRow(@Param("place") String place, @Param("id") String id);

    int exchangeSealed(@Param("place") String place, @Param("id") String id, @Param("before") byte[] before,
            @Param("after") byte[] after);

    long countSealed(@Param("place") String place, @Param("head") byte[] head, @Param("length") int length);
}
