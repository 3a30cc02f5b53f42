package id.plugins.storage.sql;

import java.util.List;

/** Statements on how far places have been re-sealed. */
interface ResealMapper {
    List<ResealRow> list();

    int update(ResealRow row);

    int insert(ResealRow row);
}
