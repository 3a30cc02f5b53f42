package id.plugins.storage.sql;

import java.util.List;

/** Statements on wrapped data keys. */
interface DataKeyMapper {
    int insert(DataKeyRow row);

    List<DataKeyRow> list();
}
