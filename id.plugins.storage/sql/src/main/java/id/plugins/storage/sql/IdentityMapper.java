package id.plugins.storage.sql;

import java.util.List;
import org.apache.ibatis.annotations.Param;

/** Statements on identities, identifiers and changes. */
interface IdentityMapper extends SealedColumn {
    int insert(IdentityRow row);

    IdentityRow find(@Param("person") String person);

    IdentityRow findByEnrollment(@Param("enrollment") String enrollment);

    int replace(IdentityRow row);

    int insertIdentifier(IdentifierRow row);

    IdentifierRow findIdentifier(@Param("index") String index);

    List<IdentifierRow> identifiers(@Param("person") String person);

    int use(@Param("index") String index);

    int end(@Param("index") String index);

    int reassign(IdentifierRow row);

    int insertChange(ChangeRow row);

    List<ChangeRow> changes(@Param("person") String person);

    int deleteRecord(@Param("person") String person);

    int deleteIdentifiers(@Param("person") String person);

    int deleteChanges(@Param("person") String person);

    int insertHold(HoldRow row);

    int replaceHold(HoldRow row);

    int deleteHold(@Param("person") String person);

    HoldRow findHold(@Param("person") String person);

    long count();
}
