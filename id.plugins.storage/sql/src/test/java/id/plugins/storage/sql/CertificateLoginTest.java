package id.plugins.storage.sql;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import id.api.error.IdentityException;
import id.api.storage.StorageError;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.postgresql.osgi.PGDataSourceFactory;

/** No password at all: the system proves itself to the database by a certificate, and the database to the system. */
public class CertificateLoginTest {
    private static final String PASSWORD = "changeit";

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private Path work;

    @Before
    public void certificates() throws Exception {
        work = folder.getRoot().toPath();
        issuer("ca");
        issued("ca", "server", "CN=127.0.0.1", "SAN=IP:127.0.0.1,DNS:localhost");
        issued("ca", "worker", "CN=worker", "KeyUsage=digitalSignature");
        issuer("stranger-ca");
        issued("stranger-ca", "stranger", "CN=worker", "KeyUsage=digitalSignature");
    }

    @Test
    public void theSystemLogsInByItsCertificate() throws Exception {
        Path rules = Files.writeString(work.resolve("pg_hba.conf"),
                "local all all trust\nhostssl all worker 127.0.0.1/32 cert clientcert=verify-full\nhost all postgres 127.0.0.1/32 trust\n");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("ssl", "on").setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on").setServerConfig("ssl_cert_file", work.resolve("server.pem").toString())
                .setServerConfig("ssl_key_file", work.resolve("server.key").toString())
                .setServerConfig("ssl_ca_file", work.resolve("ca.pem").toString()).setServerConfig("hba_file", rules.toString()).start()) {
            try (Connection admin = server.getPostgresDatabase().getConnection(); Statement statement = admin.createStatement()) {
                statement.execute("create role worker login");
                statement.execute("grant create on schema public to worker");
            }
            String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?sslmode=verify-full&sslrootcert="
                    + work.resolve("ca.pem");
            try (OpenStores stores = OpenStores.open(config(url, "worker"), new PGDataSourceFactory())) {
                assertEquals(List.of(), stores.audit().recent(1));
            }
            assertEquals("nothing that production would refuse", List.of(), new DatabaseSafety(config(url, "worker")).findings());
            refused(config(url, "stranger"));
            refused(new TestConfig(url, "worker", "", 4, 4_000, 0, 5_000));
            refused(config(url.replace("/ca.pem", "/stranger-ca.pem"), "worker"));
        }
    }

    private TestConfig config(String url, String who) {
        return new TestConfig(url + "&sslcert=" + work.resolve(who + ".pem") + "&sslkey=" + work.resolve(who + ".pk8"), "worker", "", 4,
                4_000, 0, 5_000);
    }

    private static void refused(TestConfig config) {
        assertEquals(StorageError.STORE_UNAVAILABLE,
                assertThrows(IdentityException.class, () -> OpenStores.open(config, new PGDataSourceFactory())).code());
    }

    private void issuer(String name) throws Exception {
        keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name, "-ext", "bc:c",
                "-keystore", store(name));
        keytool("-exportcert", "-rfc", "-alias", name, "-keystore", store(name), "-file", work.resolve(name + ".pem").toString());
    }

    private void issued(String by, String name, String subject, String extension) throws Exception {
        String request = work.resolve(name + ".csr").toString();
        keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", subject, "-keystore", store(name));
        keytool("-certreq", "-alias", name, "-keystore", store(name), "-file", request);
        keytool("-gencert", "-rfc", "-alias", by, "-keystore", store(by), "-ext", extension, "-infile", request, "-outfile",
                work.resolve(name + ".pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(store(name)))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Key key = keys.getKey(name, PASSWORD.toCharArray());
        Path pem = Files.writeString(work.resolve(name + ".key"), "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[]{ '\n' }).encodeToString(key.getEncoded()) + "\n-----END PRIVATE KEY-----\n");
        Path der = Files.write(work.resolve(name + ".pk8"), key.getEncoded());
        for (Path secret : List.of(pem, der)) {
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private String store(String name) {
        return work.resolve(name + ".p12").toString();
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(said, 0, process.waitFor());
    }
}
