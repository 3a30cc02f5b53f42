package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class CeremonyCommandTest {
    private static final String PASSWORD = "sEcReT-0f-the-vault-that-nobody-guesses-123";
    private static final String RECORD = "POST /admin/v1/keys/ceremonies";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    private Path shares;

    @Before
    public void makeVault() throws IOException, GeneralSecurityException {
        shares = Files.createDirectory(folder.getRoot().toPath().resolve("shares"));
        vault(system.home().resolve("keys/vault.p12"), PASSWORD);
        Files.writeString(system.home().resolve("keys/vault.password"), PASSWORD + "\n");
        system.answer(RECORD, 200, "{\"recorded\":\"x\"}");
    }

    static void vault(Path file, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setEntry("master-identity", new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[32], "AES")),
                new KeyStore.PasswordProtection(password.toCharArray()));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
    }

    private List<String> split(int threshold, int people) throws IOException {
        Cli.Result result = system.run("keys", "ceremony", "split", "--threshold", "" + threshold, "--people", "" + people, "--out",
                shares.toString());
        assertEquals(result.toString(), ExitCode.DONE, result.exitCode());
        assertFalse(result.out().contains(PASSWORD));
        return files();
    }

    private List<String> told() {
        return system.requests(RECORD).stream().map(one -> one.json().path("outcome").asText()).toList();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(shares)) {
            return all.map(Path::toString).sorted().toList();
        }
    }

    private Cli.Result combine(Path passwordFile, String... given) {
        return system.run(Stream.concat(Stream.of("keys", "ceremony", "combine", "--password-file", passwordFile.toString()),
                Stream.of(given)).toArray(String[]::new));
    }

    private void refused(Cli.Result result, String code, String message) {
        assertEquals(result.toString(), ExitCode.WRONG_USE, result.exitCode());
        assertTrue(result.err(), result.err().startsWith(code) && result.err().contains(message));
    }

    @Test
    public void eachShareIsForItsOwnerAloneAndHoldsNoPassword() throws IOException {
        List<String> files = split(2, 3);
        assertEquals(3, files.size());
        for (String file : files) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))));
            assertFalse(Files.readString(Path.of(file)).contains(PASSWORD));
        }
        assertEquals(List.of("STARTED", "DONE"), told());
        FakeSystem.Request told = system.requests(RECORD).getLast();
        assertEquals("SPLIT", told.json().path("act").asText());
        assertEquals("[1,2,3]", told.json().path("shares").toString());
        for (String file : files) {
            String secret = Files.readAllLines(Path.of(file)).stream().filter(line -> line.startsWith("secret: ")).findFirst().orElseThrow()
                    .substring(8);
            assertFalse("a share was told", told.body().contains(secret.substring(0, 14)));
        }
    }

    @Test
    public void aVaultInAnotherFolderIsOpenedByAnyTwo() throws IOException {
        List<String> files = split(2, 3);
        Path elsewhere = Files.createDirectory(folder.getRoot().toPath().resolve("new-hardware"));
        Files.copy(system.home().resolve("keys/vault.p12"), elsewhere.resolve("vault.p12"));
        for (int left = 0; left < 3; left++) {
            Path password = elsewhere.resolve("password-" + left);
            String leave = files.get(left);
            Cli.Result result = Cli.run("keys", "ceremony", "combine", "--home", elsewhere.toString(), "--vault",
                    elsewhere.resolve("vault.p12").toString(), "--password-file", password.toString(),
                    files.stream().filter(file -> !file.equals(leave)).findFirst().orElseThrow(),
                    files.stream().filter(file -> !file.equals(leave)).skip(1).findFirst().orElseThrow());
            assertEquals(result.toString(), ExitCode.DONE, result.exitCode());
            assertEquals(PASSWORD + "\n", Files.readString(password));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(password)));
            assertTrue(result.err(), result.err().contains("no audit trail holds this"));
            assertFalse(result.out().contains(PASSWORD));
        }
    }

    @Test
    public void oneShareIsTooFewAndIsNamed() throws IOException {
        String only = split(2, 3).getFirst();
        Path password = folder.getRoot().toPath().resolve("password");
        refused(combine(password, only), "SHARES_TOO_FEW", only + ". Bring 1 more");
        refused(combine(password, only, only), "SHARE_TWICE", only);
        assertFalse(Files.exists(password));
    }

    @Test
    public void aDamagedOrForeignShareIsNamed() throws IOException {
        List<String> files = split(2, 3);
        Path typed = Files.writeString(folder.getRoot().toPath().resolve("typed.txt"),
                Files.readString(Path.of(files.getFirst())).replace("people: 3", "people: 4"));
        Path password = folder.getRoot().toPath().resolve("password");
        refused(combine(password, typed.toString(), files.getLast()), "SHARE_DAMAGED", typed + " is damaged");
        List<String> more = split(2, 3);
        String foreign = more.stream().filter(file -> !files.contains(file)).findFirst().orElseThrow();
        refused(combine(password, files.getFirst(), foreign), "SHARE_FOREIGN", foreign + " does not belong to " + files.getFirst());
        Path picture = Files.write(folder.getRoot().toPath().resolve("picture"), new byte[]{ (byte) 0xFF, (byte) 0xD8, 0, 1 });
        refused(system.run("keys", "ceremony", "verify", picture.toString()), "SHARE_DAMAGED", picture.toString());
        assertFalse(Files.exists(password));
    }

    @Test
    public void aSecretThatDoesNotOpenTheVaultIsNotWritten() throws IOException, GeneralSecurityException {
        List<String> files = split(2, 2);
        vault(system.home().resolve("keys/vault.p12"), "another password of the vault");
        Path password = folder.getRoot().toPath().resolve("password");
        refused(combine(password, files.get(0), files.get(1)), "VAULT_NOT_OPENED", "does not open the vault");
        assertFalse(Files.exists(password));
        refused(system.run("keys", "ceremony", "split", "--threshold", "2", "--people", "2", "--out", shares.toString()),
                "VAULT_NOT_OPENED",
                "does not open");
        assertEquals(2, files().size());
        assertEquals(List.of("STARTED", "DONE", "REFUSED"), told());
    }

    @Test
    public void aPasswordFileThatIsThereStays() throws IOException {
        List<String> files = split(2, 2);
        refused(combine(system.home().resolve("keys/vault.password"), files.get(0), files.get(1)), "FILE_EXISTS", "move it away");
        assertEquals(PASSWORD + "\n", Files.readString(system.home().resolve("keys/vault.password")));
    }

    @Test
    public void whatTheTrailRefusesIsNotDone() throws IOException {
        system.answerOnly(RECORD, 403, "{\"errors\":[{\"code\":\"FORBIDDEN\",\"field\":\"\",\"message\":\"Not yours\"}]}");
        refused(system.run("keys", "ceremony", "split", "--threshold", "2", "--people", "3", "--out", shares.toString()), "FORBIDDEN", "");
        assertEquals(List.of(), files());
    }

    @Test
    public void sharesAreVerifiedWithoutTheVault() throws IOException {
        List<String> files = split(2, 3);
        Files.delete(system.home().resolve("keys/vault.p12"));
        Cli.Result one = system.run("keys", "ceremony", "verify", files.get(1), "--json");
        assertEquals(one.toString(), "false", one.json().path("enough").toString());
        assertEquals("[2]", one.json().path("shares").toString());
        Cli.Result all = system.run("keys", "ceremony", "verify", files.get(0), files.get(1), files.get(2));
        assertTrue(all.toString(), all.out().contains("They are enough, and give what was split."));
        assertFalse(all.out().contains(PASSWORD));
    }

    @Test
    public void impossibleNumbersAreRefused() {
        refused(system.run("keys", "ceremony", "split", "--threshold", "1", "--people", "3"), "INVALID_VALUE (threshold)", "2");
        refused(system.run("keys", "ceremony", "split", "--threshold", "4", "--people", "3"), "INVALID_VALUE (threshold)", "--people");
        refused(system.run("keys", "ceremony", "split", "--threshold", "4", "--people", "101"), "INVALID_VALUE (people)", "100");
    }
}
