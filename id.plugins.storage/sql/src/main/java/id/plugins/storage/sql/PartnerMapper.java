package id.plugins.storage.sql;

import java.util.List;
import org.apache.ibatis.annotations.Param;

/** Statements on clients. */
interface PartnerMapper {
    int insert(PartnerRow row);

    int replace(PartnerRow row);

    PartnerRow find(@Param("id") String id);

    List<PartnerRow> list();
}
