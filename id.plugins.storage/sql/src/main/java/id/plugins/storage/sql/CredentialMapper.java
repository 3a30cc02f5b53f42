package id.plugins.storage.sql;

import java.util.List;
import org.apache.ibatis.annotations.Param;

/** Statements on credentials. */
interface CredentialMapper extends SealedColumn {
    int insert(CredentialRow row);

    CredentialRow find(@Param("id") String id);

    CredentialRow findByRequest(@Param("requestId") String requestId);

    boolean numberExists(@Param("cardNumber") String cardNumber);

    List<CredentialRow> ofPerson(@Param("person") String person);

    int deleteOfPerson(@Param("person") String person);

    int changeStatus(@Param("id") String id, @Param("expected") String expected, @Param("next") String next,
            @Param("reason") String reason, @Param("at") long at);
}
