package id.plugins.storage.sql;

import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.ibatis.logging.nologging.NoLoggingImpl;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** Mappers over one data source. */
final class MapperSet {
    static final List<Class<?>> ALL = List.of(ServerMapper.class, EnrollmentMapper.class,
            IdentityMapper.class, BiometricMapper.class, LinkMapper.class, DataKeyMapper.class, PartnerMapper.class,
            AuditMapper.class, OutboxMapper.class, CounterMapper.class, SequenceMapper.class, DraftMapper.class,
            CredentialMapper.class, ResealMapper.class, AccessMapper.class);

    private MapperSet() {}

    static SqlSessionFactory over(DataSource source, Dialect dialect, List<Class<?>> mappers) {
        JdbcTransactionFactory transactions = new JdbcTransactionFactory();
        Properties properties = new Properties();
        properties.put("skipSetAutoCommitOnClose", "true");
        transactions.setProperties(properties);
        Configuration configuration = new Configuration(new Environment("idem", transactions, source));
        configuration.setDatabaseId(dialect.id());
        configuration.setMapUnderscoreToCamelCase(true);
        configuration.setArgNameBasedConstructorAutoMapping(true);
        configuration.setCacheEnabled(false);
        // Read committed: the same question asked again may have another answer.
        configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
        // Its log shows parameters.
        configuration.setLogImpl(NoLoggingImpl.class);
        addMappers(configuration, mappers);
        return new SqlSessionFactoryBuilder().build(configuration);
    }

    /** Types named in the XML are found by the thread's class loader alone. */
    private static void addMappers(Configuration configuration, List<Class<?>> mappers) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(MapperSet.class.getClassLoader());
        try {
            mappers.forEach(configuration::addMapper);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
