package id.plugins.storage.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSessionFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jdbc.DataSourceFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database under all stores of this bundle: opened, brought up to date and closed here. */
@Component(service = SqlDatabase.class, configurationPid = "id.plugins.storage.sql",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SqlDatabase.Config.class)
public final class SqlDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(SqlDatabase.class);

    /** Settings. */
    @ObjectClassDefinition(name = "Stores over SQL")
    public @interface Config {
        @AttributeDefinition(description = "JDBC URL: jdbc:h2:file:/folder/name or jdbc:postgresql://host/database")
        String url();

        @AttributeDefinition(description = "User of the database")
        String user() default "idem";

        @AttributeDefinition(description = "File whose first line is the password of the user; only its owner may read it")
        String passwordFile() default "";

        @AttributeDefinition(type = AttributeType.PASSWORD,
                description = "Password of the user, where there is no passwordFile; not in production")
        String _password() default "";

        @AttributeDefinition(
                description = "PostgreSQL: user that owns the tables and brings them up to date at a start; empty: the user itself. Where "
                        + "it is another, the user can read and write rows and change no table")
        String ownerUser() default "";

        @AttributeDefinition(description = "File whose first line is the password of ownerUser; only its owner may read it")
        String ownerPasswordFile() default "";

        @AttributeDefinition(name = "driver.target",
                description = "Which driver: an OSGi filter over the DataSourceFactory services")
        String driver_target() default "(osgi.jdbc.driver.class=org.h2.Driver)";

        @AttributeDefinition(description = "Connections at most, 2 to 200")
        int poolSize() default 16;

        @AttributeDefinition(description = "Wait for a free connection, in milliseconds, 250 to 60,000")
        int connectionTimeoutMs() default 5_000;

        @AttributeDefinition(description = "Wait for a row lock, in milliseconds, 100 to 60,000")
        int lockTimeoutMs() default 4_000;

        @AttributeDefinition(description = "H2: how long a sync waits for more commits to take along, in microseconds, "
                + "0 to 100,000")
        int groupCommitMicros() default 0;

        @AttributeDefinition(description = "Wait at the start for the database to answer, in seconds, 0 to 600")
        int startTimeoutSeconds() default 30;
    }

    private final Settings settings;
    private final HikariDataSource pool;
    private final HikariDataSource ownPool;
    private final Durability durability;
    private final H2File h2;
    private final Sessions sessions;

    /**
     * @throws id.api.error.IdentityException
     *             STORE_UNAVAILABLE when the database cannot be opened or may lose what it acknowledged
     */
    @Activate
    public SqlDatabase(Config config, @Reference(name = "driver",
            target = "(osgi.jdbc.driver.class=org.h2.Driver)") DataSourceFactory driver) {
        this.settings = Settings.of(config);
        Opening opening = new Opening(settings, driver);
        try {
            DataSource raw = opening.dataSource(settings.login());
            this.h2 = opening.h2File(raw);
            this.durability = opening.durability(h2);
            this.pool = opening.pool(raw, "idem", settings.poolSize(), 2);
            this.ownPool = opening.pool(raw, "idem-own", 2, 0);
            Dialect dialect = settings.dialect();
            this.sessions = new Sessions(MapperSet.over(pool, dialect, MapperSet.ALL),
                    MapperSet.over(ownPool, dialect, List.of(SequenceMapper.class)), dialect, durability);
            bringUpToDate(opening);
            opening.succeeded();
        } catch (SQLException | IOException failed) {
            throw opening.failed(failed);
        } finally {
            opening.close();
        }
        LOG.info("Stores are over {}", settings.dialect());
    }

    private void bringUpToDate(Opening opening) throws SQLException {
        Dialect dialect = settings.dialect();
        if (settings.owner().isEmpty()) {
            new Schema(dialect, sessions, pool, () -> {}).bringUpToDate();
            return;
        }
        try (HikariDataSource owners = opening.pool(opening.dataSource(settings.owner().get()), "idem-owner", 2, 0)) {
            SqlSessionFactory factory = MapperSet.over(owners, dialect, List.of(ServerMapper.class));
            Sessions owner = new Sessions(factory, factory, dialect, durability);
            new Schema(dialect, sessions, owners, () -> owner.required(() -> owner.write(ServerMapper.class, server -> {
                server.nameWorker(settings.login().user());
                return server.grantWork();
            }))).bringUpToDate();
        }
    }

    Sessions sessions() {
        return sessions;
    }

    Dialect dialect() {
        return settings.dialect();
    }

    @Deactivate
    void close() throws SQLException {
        durability.close();
        ownPool.close();
        pool.close();
        if (h2 != null) {
            h2.release();
        }
    }
}
