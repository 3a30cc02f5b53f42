package id.plugins.storage.sql;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditEntry;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.postgresql.osgi.PGDataSourceFactory;

/** Where the tables have an owner of their own, whoever has the password of the system can change rows, and no table. */
public class LeastRightsTest {
    private static final String WORKER = "Idem \"worker\"";
    private static final String OWNER = "registry_owner";

    @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static EmbeddedPostgres server;
    private static TestConfig config;

    @BeforeClass
    public static void start() throws Exception {
        server = EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").setServerConfig("fsync", "on").start();
        try (Connection admin = server.getPostgresDatabase().getConnection(); Statement statement = admin.createStatement()) {
            statement.execute("create role " + OWNER + " login password 'of the owner'");
            statement.execute("create role \"Idem \"\"worker\"\"\" login password 'of the worker'");
            statement.execute("grant create on schema public to " + OWNER);
        }
        Path file = FOLDER.newFile().toPath();
        Files.writeString(file, "of the owner\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        config = new TestConfig(server.getJdbcUrl(OWNER, "postgres").replaceAll("[?&]user=[^&]*", ""), WORKER, "of the worker", 8, 4_000, 0,
                20_000).ownedBy(OWNER, file.toString());
    }

    @AfterClass
    public static void stop() throws Exception {
        server.close();
    }

    private static void write(OpenStores stores, String id) {
        stores.audit().append(id, Instant.EPOCH, new AuditEntry("a.b", ClientId.SYSTEM, "", "DONE", Map.of()));
    }

    @Test
    public void theSystemWorksWithRowsAndChangesNoTable() throws Exception {
        try (OpenStores first = OpenStores.open(config, new PGDataSourceFactory())) {
            write(first, "id-1");
        }
        try (OpenStores again = OpenStores.open(config, new PGDataSourceFactory())) {
            write(again, "id-2");
            assertEquals("both are there", 2, again.audit().recent(10).size());
        }
        try (Connection worker = DriverManager.getConnection(config.url(), WORKER, "of the worker");
                Statement statement = worker.createStatement()) {
            for (String forbidden : List.of("drop table audit_entry", "alter table audit_entry add column more varchar(10)",
                    "truncate audit_entry",
                    "create table own_table (id int)", "create trigger t before insert on audit_entry execute function now()",
                    "alter role current_user superuser", "copy audit_entry to program 'cat'")) {
                SQLException refused = assertThrows(forbidden, SQLException.class, () -> statement.execute(forbidden));
                assertTrue(forbidden + ": " + refused.getSQLState(), List.of("42501", "42883").contains(refused.getSQLState()));
            }
            assertEquals("every table is the owner's", List.of(OWNER), owners(statement));
        }
    }

    private static List<String> owners(Statement statement) throws SQLException {
        List<String> owners = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select distinct tableowner from pg_tables where schemaname = 'public'")) {
            while (rows.next()) {
                owners.add(rows.getString(1));
            }
        }
        return owners;
    }

    @Test
    public void anOwnerThatCannotBeIsRefusedByItsKey() {
        TestConfig h2 = TestConfig.h2(FOLDER.getRoot().toPath()).ownedBy(OWNER, "");
        assertEquals("ownerUser", assertThrows(IdentityException.class, () -> Settings.of(h2)).field());
        TestConfig same = config.ownedBy(WORKER, "");
        assertEquals("ownerUser", assertThrows(IdentityException.class, () -> Settings.of(same)).field());
    }
}
