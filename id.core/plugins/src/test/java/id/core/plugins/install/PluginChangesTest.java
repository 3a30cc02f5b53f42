package id.core.plugins.install;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.matching.AbisEngine;
import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.plugin.PluginChange;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginState;
import id.core.plugins.gate.GateMode;
import id.core.plugins.gate.PluginGate;
import id.core.plugins.gate.Grant;
import id.core.plugins.gate.TestAuthority;
import id.core.plugins.gate.TestJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.util.promise.Promise;

public class PluginChangesTest {
    @Rule public final TemporaryFolder temporary = new TemporaryFolder();

    private Path home;
    private Installation system;

    @Before
    public void start() throws Exception {
        home = temporary.getRoot().toPath();
        system = new Installation(home, GateMode.PILOT);
    }

    @After
    public void stop() throws Exception {
        system.close();
    }

    private void restart(GateMode mode) throws Exception {
        system.close();
        system = new Installation(home, mode);
        system.changes.startAll();
    }

    private void installOne() {
        assertTrue(system.bring(SampleJar.of("1.0.0", ""), PluginChanges.Wish.INSTALL) instanceof PluginChange.Done);
    }

    @Test
    public void anInstalledPluginAnswersAndSurvivesARestart() throws Exception {
        installOne();
        assertEquals("1.0.0", system.answer());
        assertEquals(List.of("plugin.installed DONE"), system.events());
        assertEquals(List.of("com.example.plugin 1.0.0"), system.installed.unsigned());
        restart(GateMode.PILOT);
        assertEquals("1.0.0", system.answer());
        assertEquals(List.of("plugin.started DONE"), system.events());
    }

    /** While a system starts there may be an engine and no storage yet, and the newcomer may be the storage. */
    @Test
    public void onlyAnEngineNeedsTheReferencesOnRecord() throws Exception {
        AbisEngine engine = (AbisEngine) Proxy.newProxyInstance(AbisEngine.class.getClassLoader(), new Class<?>[]{ AbisEngine.class },
                (proxy, method, arguments) -> {
                    throw new AssertionError("nobody searches here");
                });
        system.framework.plugin("id.plugins.engine").getBundleContext().registerService(AbisEngine.class, engine,
                new Hashtable<>(Map.of(AbisEngine.GALLERY, "residents")));
        assertEquals(1, system.registry.services(AbisEngine.class).size());
        notNow(SampleJar.of("1.0.0", "engine", ",id.api.matching", "abis"));
        installOne();
        assertEquals("1.0.0", system.answer());
    }

    private void notNow(byte[] jar) {
        IdentityException refused = assertThrows(IdentityException.class, () -> system.bring(jar, PluginChanges.Wish.EITHER));
        assertEquals(GeneralError.UNAVAILABLE, refused.code());
        assertEquals(List.of(), List.copyOf(system.installed.all()));
        assertNull(system.framework.context().getBundle(InstalledPlugin.LOCATION + PluginGate.sha256(jar)));
        assertEquals(List.of(), system.events());
    }

    /** The engine that is there works on, and the newer one may be brought again when the storage is up. */
    @Test
    public void anEngineIsNotFollowedBeforeTheReferencesCanBeRead() {
        assertTrue(system.bring(SampleJar.of("1.0.0", "engine", ",id.api.matching"),
                PluginChanges.Wish.INSTALL) instanceof PluginChange.Done);
        IdentityException refused = assertThrows(IdentityException.class,
                () -> system.bring(SampleJar.of("2.0.0", "engine", ",id.api.matching"), PluginChanges.Wish.UPGRADE));
        assertEquals(GeneralError.UNAVAILABLE, refused.code());
        assertEquals("1.0.0", system.answer());
        assertEquals(1, system.installed.all().size());
        assertEquals(List.of("plugin.installed DONE"), system.events());
    }

    /** What could not be kept for later starts must not count as installed, nor may a second try find it so. */
    @Test
    public void whatCannotBeKeptDoesNotComeIn() throws Exception {
        byte[] one = SampleJar.of("1.0.0", "");
        Path inTheWay = cannotBeKept(one);
        notNow(one);
        assertTrue(system.send(0) instanceof PluginOutcome.Absent);
        free(inTheWay);
        installOne();
        byte[] two = SampleJar.of("2.0.0", "");
        inTheWay = cannotBeKept(two);
        assertEquals(GeneralError.UNAVAILABLE,
                assertThrows(IdentityException.class, () -> system.bring(two, PluginChanges.Wish.UPGRADE)).code());
        assertEquals("1.0.0", system.answer());
        free(inTheWay);
        assertTrue(system.bring(two, PluginChanges.Wish.UPGRADE) instanceof PluginChange.Done);
        restart(GateMode.PILOT);
        assertEquals("2.0.0", system.answer());
    }

    /** A folder that is not empty, where the store would put the jar. */
    private Path cannotBeKept(byte[] jar) throws IOException {
        Path inTheWay = Files.createDirectory(home.resolve("installed").resolve(PluginGate.sha256(jar) + ".jar"));
        Files.createFile(inTheWay.resolve("file"));
        return inTheWay;
    }

    private static void free(Path inTheWay) throws IOException {
        Files.delete(inTheWay.resolve("file"));
        Files.delete(inTheWay);
    }

    @Test
    public void theCallInFlightEndsOnTheVersionThatItBeganOn() throws Exception {
        installOne();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<PluginOutcome<Delivery>> inFlight = CompletableFuture
                .supplyAsync(() -> system.registry.await(Notifier.class, "", Duration.ofSeconds(20), notifier -> {
                    begun.countDown();
                    Promise<Delivery> answer = notifier.send(new Message("m", "+100", "1500", "hello"));
                    ended.set(true);
                    return answer;
                }));
        begun.await();
        PluginChange change = system.bring(SampleJar.of("2.0.0", ""), PluginChanges.Wish.UPGRADE);
        assertTrue(ended.get());
        assertEquals(new PluginOutcome.Answered<>(new Delivery.Refused("1.0.0")), inFlight.get());
        assertEquals("2.0.0", system.answer());
        assertEquals(Optional.of("1.0.0"), ((PluginChange.Done) change).replaced());
        assertEquals(1, system.registry.offers(Notifier.class, "").size());
    }

    @Test
    public void whoCallsDuringUpgradesAlwaysFindsOneAndOnlyWholeOnes() throws Exception {
        installOne();
        AtomicBoolean calling = new AtomicBoolean(true);
        List<CompletableFuture<String>> callers = List.of(1, 2, 3).stream().map(caller -> CompletableFuture.supplyAsync(() -> {
            while (calling.get()) {
                String answer = system.answer();
                if (!answer.matches("[12]\\.0\\.0")) {
                    return answer;
                }
            }
            return "fine";
        })).toList();
        for (int upgrade = 0; upgrade < 10; upgrade++) {
            PluginChange change = system.bring(SampleJar.of(upgrade % 2 == 0 ? "2.0.0" : "1.0.0", ""), PluginChanges.Wish.UPGRADE);
            assertTrue(change.toString(), change instanceof PluginChange.Done);
        }
        calling.set(false);
        for (CompletableFuture<String> caller : callers) {
            assertEquals("fine", caller.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    public void theOldVersionStaysWhenTheNewOneDoesNotStart() throws Exception {
        kept("fails", "", "broken on purpose");
    }

    @Test
    public void theOldVersionStaysWhenTheNewOneDoesNotResolve() throws Exception {
        kept("", ",com.example.nowhere", "com.example.nowhere");
    }

    @Test
    public void theOldVersionStaysWhenTheNewOneOffersLess() throws Exception {
        kept("channel=fax", "", "Notifier with channel=sms");
    }

    private void kept(String behaviour, String imports, String why) throws Exception {
        installOne();
        PluginChange change = system.bring(SampleJar.of("2.0.0", behaviour, imports), PluginChanges.Wish.UPGRADE);
        assertTrue(change.toString(), change instanceof PluginChange.Kept(var old, String reason) && old.version().equals("1.0.0")
                && old.state() == PluginState.IN_USE && reason.contains(why));
        assertEquals("1.0.0", system.answer());
        assertEquals(1, system.registry.plugins().size());
        assertEquals(List.of("plugin.installed DONE", "plugin.upgraded FAILED"), system.events());
        assertEquals("NOT_UP", system.refusals.all().getFirst().code());
        restart(GateMode.PILOT);
        assertEquals("1.0.0", system.answer());
    }

    @Test
    public void aFirstVersionThatWaitsForSomethingIsInstalledAndSaysForWhat() {
        PluginChange change = system.bring(SampleJar.of("1.0.0", "", ",com.example.nowhere"), PluginChanges.Wish.INSTALL);
        assertTrue(change instanceof PluginChange.Done(var plugin, var none) && plugin.state() == PluginState.UNRESOLVED
                && plugin.problem().contains("com.example.nowhere"));
    }

    @Test
    public void aFirstVersionThatDoesNotStartIsNotKept() throws Exception {
        PluginChange change = system.bring(SampleJar.of("1.0.0", "fails"), PluginChanges.Wish.INSTALL);
        assertTrue(change.toString(), change instanceof PluginChange.Refused refused && refused.code().equals("NOT_UP"));
        restart(GateMode.PILOT);
        assertEquals(List.of(), system.registry.plugins());
    }

    @Test
    public void aRemovedPluginIsGoneAndStaysGone() throws Exception {
        installOne();
        system.changes.remove(SampleJar.NAME, Optional.empty(), Installation.ADMIN);
        assertTrue(system.send(0) instanceof PluginOutcome.Absent);
        assertEquals(List.of("plugin.installed DONE", "plugin.removed DONE"), system.events());
        restart(GateMode.PILOT);
        assertEquals(List.of(), system.registry.plugins());
        assertEquals(GeneralError.NOT_FOUND, assertThrows(IdentityException.class,
                () -> system.changes.remove(SampleJar.NAME, Optional.empty(), Installation.ADMIN)).code());
    }

    @Test
    public void installIsNotUpgradeAndUpgradeIsNotInstall() {
        assertEquals(GeneralError.NOT_FOUND, assertThrows(IdentityException.class,
                () -> system.bring(SampleJar.of("1.0.0", ""), PluginChanges.Wish.UPGRADE)).code());
        installOne();
        installOne();
        assertEquals(GeneralError.CONFLICT, assertThrows(IdentityException.class,
                () -> system.bring(SampleJar.of("2.0.0", ""), PluginChanges.Wish.INSTALL)).code());
    }

    @Test
    public void anotherWithTheNameOfABundleOfTheDistributionIsRefused() throws Exception {
        system.framework.install(SampleJar.NAME, Map.of("Provide-Capability", "id.plugin;kind=notifier", "Bundle-Version", "1.0.0"))
                .start();
        assertEquals(GeneralError.CONFLICT, assertThrows(IdentityException.class,
                () -> system.bring(SampleJar.of("1.0.0", ""), PluginChanges.Wish.EITHER)).code());
    }

    @Test
    public void productionRefusesWhatNobodySigned() throws Exception {
        installOne();
        restart(GateMode.PRODUCTION);
        assertEquals(List.of("plugin.refused REFUSED"), system.events());
        assertEquals("UNSIGNED", system.refusals.all().getFirst().code());
        assertTrue(system.send(0) instanceof PluginOutcome.Absent);
        assertTrue(system.bring(SampleJar.of("1.0.0", ""), PluginChanges.Wish.INSTALL) instanceof PluginChange.Refused);
    }

    @Test
    public void aJarThatWasExchangedInTheStoreIsNotStarted() throws Exception {
        installOne();
        Path jar;
        try (var files = Files.list(home.resolve("installed"))) {
            jar = files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
        }
        Files.write(jar, SampleJar.of("6.6.6", ""), StandardOpenOption.TRUNCATE_EXISTING);
        restart(GateMode.PILOT);
        assertEquals("STORE_CHANGED", system.refusals.all().getFirst().code());
        assertTrue(system.send(0) instanceof PluginOutcome.Absent);
    }

    @Test
    public void aPublisherThatIsRevokedWhileItsPluginRunsGoes() throws Exception {
        TestAuthority root = TestAuthority.root("Acme");
        TestAuthority signer = root.issue(TestAuthority.Wish.signer("Acme plugins"));
        system.trust.root("acme.pem", root).grant("acme.roots=acme.pem\nacme.kinds=notifier\nacme.grants=framework\n");
        PluginChange change = system.bring(TestJar.sign(SampleJar.of("1.0.0", ""), signer, "ACME"), PluginChanges.Wish.INSTALL);
        assertTrue(change.toString(), change instanceof PluginChange.Done);
        assertEquals(List.of(), system.installed.unsigned());
        system.trust.grant("nonsense");
        system.changes.judgeAgain();
        assertEquals("a trust folder that cannot be read is nobody's verdict", "1.0.0", system.answer());
        system.trust.grant("acme.roots=acme.pem\nacme.kinds=notifier\nacme.grants=framework\n").write("acme.crl",
                root.revocations(TestAuthority.YEAR_AGO, TestAuthority.YEAR_ON, signer));
        system.changes.judgeAgain();
        assertTrue(system.send(0) instanceof PluginOutcome.Absent);
        assertEquals("REVOKED", system.refusals.all().getFirst().code());
    }

    @Test
    public void whatDoesNotStartAnyMoreIsNotTakenForInstalled() throws Exception {
        byte[] jar = SampleJar.of("1.0.0", "fails");
        PluginStore store = PluginStore.open(home.resolve("installed"));
        store.keep(store.stage(new ByteArrayInputStream(jar)), PluginGate.sha256(jar), "", Optional.empty());
        restart(GateMode.PILOT);
        assertEquals(List.of(), List.copyOf(system.installed.all()));
        assertEquals("NOT_UP", system.refusals.all().getFirst().code());
        assertTrue(system.bring(jar, PluginChanges.Wish.INSTALL) instanceof PluginChange.Refused);
    }

    @Test
    public void aRebuiltJarOfTheSameVersionTakesThePlaceOfTheOneBefore() throws Exception {
        installOne();
        PluginChange change = system.bring(SampleJar.of("1.0.0", "rebuilt"), PluginChanges.Wish.UPGRADE);
        assertEquals(change.toString(), Optional.of("1.0.0"), ((PluginChange.Done) change).replaced());
        assertEquals(1, system.registry.plugins().size());
        assertEquals("1.0.0", system.answer());
    }

    @Test
    public void aPluginMovesWhereTheSettingsWantIt() throws Exception {
        installOne();
        String before = system.installed.all().iterator().next().location();
        system.outside = true;
        system.changes.judgeAgain();
        assertEquals("1.0.0", system.answer());
        InstalledPlugin moved = system.installed.all().iterator().next();
        assertTrue(moved.outside());
        assertTrue(moved.location(), !moved.location().equals(before));
        assertEquals("only one of them is left", 1, system.registry.plugins().size());
        system.changes.judgeAgain();
        assertEquals(List.of("plugin.installed DONE", "plugin.moved DONE"), system.events());
        system.outside = false;
        system.changes.judgeAgain();
        assertEquals("1.0.0", system.answer());
        assertEquals(before, system.installed.all().iterator().next().location());
    }

    @Test
    public void aPluginWhoseGrantsChangeIsStartedAnewWithThem() throws Exception {
        installOne();
        assertEquals(Set.of(Grant.FRAMEWORK), system.installed.all().iterator().next().grants());
        system.trust.grant("unsigned.grants=framework,network\n");
        system.changes.judgeAgain();
        assertEquals(Set.of(Grant.FRAMEWORK, Grant.NETWORK), system.installed.all().iterator().next().grants());
        assertEquals("1.0.0", system.answer());
        assertEquals(List.of("plugin.installed DONE", "plugin.started DONE"), system.events());
    }

    @Test
    public void aPluginThatHangsInItsStopHangsAlone() throws Exception {
        system.close();
        system = new Installation(home, GateMode.PILOT, Duration.ofMillis(500));
        assertTrue(system.bring(SampleJar.of("1.0.0", "hangs-stop"), PluginChanges.Wish.INSTALL) instanceof PluginChange.Done);
        PluginChange change = system.bring(SampleJar.of("2.0.0", ""), PluginChanges.Wish.UPGRADE);
        assertTrue(change.toString(), change instanceof PluginChange.Done);
        assertEquals("2.0.0", system.answer());
        assertTrue(Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("plugin-stop")));
    }
}
