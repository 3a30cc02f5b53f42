package id.core.plugins.gate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.core.plugins.gate.TestAuthority.Wish;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the gate accepts, and each reason for which it refuses. */
public class PluginGateTest {
    @ClassRule public static final TemporaryFolder SHARED = new TemporaryFolder();
    private static final TestJar PLUGIN = TestJar.plugin("com.example.sms");
    private static TestAuthority root;
    private static TestAuthority middle;
    private static TestAuthority signer;
    private static byte[] signed;

    @Rule public final TemporaryFolder work = new TemporaryFolder();
    private TrustFolder trust;

    @BeforeClass
    public static void sign() throws Exception {
        root = TestAuthority.root("Acme Root");
        middle = root.issue(Wish.authority("Acme Signing"));
        signer = middle.issue(Wish.signer("Acme"));
        signed = PLUGIN.signed(signer, "ACME");
    }

    @Before
    public void trust() throws Exception {
        trust = new TrustFolder(work.getRoot().toPath()).root("acme.pem", root)
                .grant("acme.roots=acme.pem\nacme.kinds=notifier,printer\n");
    }

    @Test
    public void signedJarOfAGrantedKindIsAccepted() throws Exception {
        assertEquals(new GateVerdict.Accepted("acme", Set.of("notifier"), PluginGate.sha256(signed), Set.of()), trust.judge(signed));
    }

    @Test
    public void certificateMayBeItsOwnRoot() throws Exception {
        TestAuthority alone = TestAuthority.root(Wish.signer("Alone"));
        trust.root("acme.pem", alone);
        assertTrue(trust.judge(PLUGIN.signed(alone, "ALONE")) instanceof GateVerdict.Accepted);
    }

    @Test
    public void unsignedJarIsTakenInPilotAndRefusedInProduction() throws Exception {
        GateVerdict verdict = trust.judge(PLUGIN.bytes());
        assertEquals(verdict, GateMode.PILOT.settle(verdict));
        assertTrue(verdict instanceof GateVerdict.Unsigned);
        assertCode(RefusalCode.UNSIGNED, GateMode.PRODUCTION.settle(verdict));
        assertEquals(GateMode.PILOT, GateMode.of(null));
        assertEquals("a slip of the pen must not open the gate", GateMode.PRODUCTION, GateMode.of("pilott"));
    }

    @Test
    public void refusesWhatIsNoWholeJar() throws Exception {
        refused(RefusalCode.NOT_A_JAR, new byte[0]);
        refused(RefusalCode.NOT_A_JAR, TestJar.text("hello"));
        refused(RefusalCode.NOT_A_JAR, Arrays.copyOf(signed, signed.length - 1));
        refused(RefusalCode.NOT_A_JAR, Arrays.copyOf(signed, signed.length + 1));
    }

    @Test
    public void refusesWhatCanBeReadInTwoWays() throws Exception {
        byte[] before = new byte[signed.length + 1];
        System.arraycopy(signed, 0, before, 1, signed.length);
        refused(RefusalCode.AMBIGUOUS_JAR, before);
        byte[] otherName = signed.clone();
        otherName[30] = 'm';
        refused(RefusalCode.AMBIGUOUS_JAR, otherName);
        byte[] twice = replaced(PLUGIN.with("com/example/Lime.class", new byte[1]).signed(signer, "ACME"), "Lime.class", "Line.class");
        refused(RefusalCode.AMBIGUOUS_JAR, twice);
        refused(RefusalCode.AMBIGUOUS_JAR, PLUGIN.with("META-INF/manifest.mf", new byte[1]).bytes());
        refused(RefusalCode.AMBIGUOUS_JAR, PLUGIN.with("com/../evil.class", new byte[1]).bytes());
        refused(RefusalCode.AMBIGUOUS_JAR, PLUGIN.with("/", new byte[0]).bytes());
    }

    @Test
    public void refusesAnArchiveBomb() throws Exception {
        byte[] jar = PLUGIN.with("big.bin", new byte[8 << 20]).bytes();
        assertTrue(jar.length < 1 << 16);
        ByteBuffer view = ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN);
        int central = new String(jar, StandardCharsets.ISO_8859_1).lastIndexOf("big.bin") - 46;
        int descriptor = view.getInt(view.limit() - 6) - 16;
        view.putInt(central + 24, 600 << 20);
        view.putInt(descriptor + 12, 600 << 20);
        refused(RefusalCode.TOO_LARGE, jar);
    }

    @Test
    public void refusesWhatIsNoBundle() throws Exception {
        refused(RefusalCode.NOT_A_BUNDLE, PLUGIN.without(TestJar.MANIFEST).bytes());
        refused(RefusalCode.NOT_A_BUNDLE, PLUGIN.with(TestJar.MANIFEST, TestJar.text("no manifest")).bytes());
        refused(RefusalCode.NOT_A_BUNDLE, PLUGIN.with(TestJar.MANIFEST, TestJar.text("Manifest-Version: 1.0\r\n\r\n")).bytes());
    }

    @Test
    public void refusesASignatureThatIsNotWhole() throws Exception {
        TestJar jar = TestJar.of(signed);
        refused(RefusalCode.SIGNATURE_STRIPPED, jar.without("META-INF/ACME.SF").without("META-INF/ACME.RSA").bytes());
        refused(RefusalCode.SIGNATURE_BROKEN, jar.without("META-INF/ACME.SF").bytes());
        refused(RefusalCode.SIGNATURE_BROKEN, jar.without("META-INF/ACME.RSA").bytes());
        refused(RefusalCode.SIGNATURE_BROKEN, replaced(signed, "META-INF/ACME.SF", "META-INF/ACME.Sf"));
        byte[] block = jar.entries().get("META-INF/ACME.RSA").clone();
        block[block.length - 5] ^= 1;
        refused(RefusalCode.TAMPERED, jar.with("META-INF/ACME.RSA", block).bytes());
        refused(RefusalCode.SIGNATURE_BROKEN, jar.with("META-INF/ACME.RSA", new byte[0]).bytes());
    }

    @Test
    public void refusesTwoSignatures() throws Exception {
        refused(RefusalCode.SIGNED_TWICE, TestJar.sign(signed, middle.issue(Wish.signer("Other")), "OTHER"));
        refused(RefusalCode.SIGNED_TWICE, TestJar.of(signed).with("META-INF/SIG-X", new byte[1]).bytes());
    }

    @Test
    public void refusesWhatTheSignatureDoesNotCover() throws Exception {
        refused(RefusalCode.PARTLY_SIGNED, TestJar.of(signed).with("com/example/Evil.class", new byte[9]).bytes());
        refused(RefusalCode.PARTLY_SIGNED, TestJar.of(signed).with("META-INF/INDEX.LIST", new byte[9]).bytes());
    }

    @Test
    public void refusesWhatIsNotWhatWasSigned() throws Exception {
        TestJar jar = TestJar.of(signed);
        refused(RefusalCode.TAMPERED, jar.with("com/example/Line.class", TestJar.text("evil")).bytes());
        refused(RefusalCode.TAMPERED, jar.header("Bundle-Activator: com.example.Evil").bytes());
        String manifest = new String(jar.entries().get(TestJar.MANIFEST), StandardCharsets.UTF_8);
        refused(RefusalCode.TAMPERED, jar.with(TestJar.MANIFEST, TestJar.text(manifest + "Name: x\r\nX: y\r\n\r\n")).bytes());
        refused(RefusalCode.ENTRY_MISSING, jar.without("com/example/Line.class").bytes());
    }

    @Test
    public void refusesEverybodyWhenTrustIsNotInOrder() throws Exception {
        refused(RefusalCode.TRUST_UNREADABLE, trust.grant("acme.root=acme.pem"), signed);
        refused(RefusalCode.TRUST_UNREADABLE, trust.grant("acme.kinds=notifier"), signed);
        refused(RefusalCode.TRUST_UNREADABLE, trust.grant("acme.roots=gone.pem"), signed);
        refused(RefusalCode.TRUST_UNREADABLE, trust.grant("acme.roots=acme.pem\nacme.kinds=notifyer"), signed);
        refused(RefusalCode.TRUST_UNREADABLE, trust.grant("acme.roots=acme.pem\nevil.roots=acme.pem"), signed);
        trust.grant("acme.roots=acme.pem\nacme.kinds=notifier").write("x.crl", TestJar.text("no list"));
        refused(RefusalCode.TRUST_UNREADABLE, trust, signed);
    }

    @Test
    public void refusesWhomNobodyVouchesFor() throws Exception {
        TestAuthority stranger = TestAuthority.root("Acme Root").issue(Wish.signer("Acme"));
        assertTrue(stranger.certificate().getIssuerX500Principal().equals(root.certificate().getSubjectX500Principal()));
        GateVerdict verdict = trust.judge(PLUGIN.signed(stranger, "ACME"));
        assertTrue(verdict.toString(), verdict instanceof GateVerdict.Refused);
        refused(RefusalCode.UNTRUSTED, PLUGIN.signed(TestAuthority.root("Stranger").issue(Wish.signer("S")), "S"));
        refused(RefusalCode.UNTRUSTED, new TrustFolder(work.newFolder().toPath()), signed);
    }

    @Test
    public void refusesAChainThatDoesNotHold() throws Exception {
        TestAuthority pretender = signer.issue(Wish.signer("Pretender"));
        refused(RefusalCode.CHAIN_BROKEN, PLUGIN.signed(pretender, "P"));
        TestAuthority forged = TestAuthority.root("Acme Signing").issue(Wish.signer("Forged")).under(middle);
        refused(RefusalCode.CHAIN_BROKEN, PLUGIN.signed(forged, "F"));
    }

    @Test
    public void refusesCertificatesOutOfTheirTime() throws Exception {
        Wish late = Wish.signer("Late").valid(TestAuthority.YEAR_AGO, TestAuthority.NOW.minusSeconds(1));
        Wish early = Wish.signer("Early").valid(TestAuthority.NOW.plusSeconds(1), TestAuthority.YEAR_ON);
        refused(RefusalCode.EXPIRED, PLUGIN.signed(middle.issue(late), "L"));
        refused(RefusalCode.NOT_YET_VALID, PLUGIN.signed(middle.issue(early), "E"));
        TestAuthority old = TestAuthority.root(
                Wish.authority("Old").valid(TestAuthority.YEAR_AGO, TestAuthority.NOW.minusSeconds(1)));
        refused(RefusalCode.EXPIRED, trust.root("acme.pem", old), PLUGIN.signed(old.issue(Wish.signer("O")), "O"));
    }

    @Test
    public void refusesTheRevokedAndGoesByTheNewestList() throws Exception {
        byte[] old = middle.revocations(TestAuthority.YEAR_AGO, TestAuthority.NOW.minusSeconds(60));
        refused(RefusalCode.CRL_UNUSABLE, trust.write("a.crl", old), signed);
        trust.write("b.crl", middle.revocations(TestAuthority.NOW.minusSeconds(60), TestAuthority.YEAR_ON));
        assertTrue("the newer list is in date", trust.judge(signed) instanceof GateVerdict.Accepted);
        trust.write("b.crl", middle.revocations(TestAuthority.NOW.minusSeconds(60), TestAuthority.YEAR_ON, signer));
        refused(RefusalCode.REVOKED, signed);
    }

    @Test
    public void refusesWhenTheAuthorityBetweenIsRevokedOrTheListIsForged() throws Exception {
        trust.write("root.crl", root.revocations(TestAuthority.YEAR_AGO, TestAuthority.YEAR_ON, middle));
        refused(RefusalCode.REVOKED, signed);
        trust.write("root.crl", TestAuthority.root("Acme Root").revocations(TestAuthority.YEAR_AGO, TestAuthority.YEAR_ON));
        refused(RefusalCode.CRL_UNUSABLE, signed);
    }

    @Test
    public void refusesACertificateForAnotherPurpose() throws Exception {
        Wish server = Wish.signer("Web").purpose(KeyUsage.digitalSignature, KeyPurposeId.id_kp_serverAuth);
        Wish sealing = Wish.signer("Seal").purpose(KeyUsage.keyEncipherment, null);
        refused(RefusalCode.NOT_FOR_CODE, PLUGIN.signed(middle.issue(server), "W"));
        // The JDK itself does not count a signature by a key that may not sign.
        refused(RefusalCode.SIGNATURE_BROKEN, PLUGIN.signed(middle.issue(sealing), "S"));
    }

    @Test
    public void refusesAKeyThatIsTooWeak() throws Exception {
        GateVerdict verdict = trust.judge(PLUGIN.signed(middle.issue(Wish.signer("Short"), TestAuthority.newKeys(2048)), "S"));
        assertCode(RefusalCode.SIGNATURE_BROKEN, verdict);
        assertTrue(verdict.toString(), verdict.toString().contains("RSA of 2048 bits"));
        TestAuthority weak = root.issue(Wish.authority("Weak"), TestAuthority.newKeys(2048));
        refused(RefusalCode.SIGNATURE_BROKEN, PLUGIN.signed(weak.issue(Wish.signer("Long")), "L"));
    }

    @Test
    public void refusesWhatNoPluginMayBringSignedOrNot() throws Exception {
        refusedBoth(RefusalCode.FRAGMENT, PLUGIN.header("Fragment-Host: id.core.security"));
        refusedBoth(RefusalCode.NATIVE_CODE, PLUGIN.header("bundle-nativecode: lib/evil.so"));
        refusedBoth(RefusalCode.DYNAMIC_IMPORT, PLUGIN.header("DynamicImport-Package: *"));
        refusedBoth(RefusalCode.MULTI_RELEASE, PLUGIN.header("Multi-Release: true"));
        refusedBoth(RefusalCode.MULTI_RELEASE, PLUGIN.with("META-INF/versions/21/com/example/Sms.class", new byte[1]));
        refusedBoth(RefusalCode.NESTED_JAR, PLUGIN.with("lib/inner.jar", new byte[1]));
        refusedBoth(RefusalCode.NESTED_JAR, PLUGIN.with("lib/innocent.txt", PLUGIN.bytes()));
        refusedBoth(RefusalCode.NESTED_JAR, PLUGIN.header("Bundle-ClassPath: .,lib/innocent.txt"));
    }

    /** Found while fuzzing: each of these once ended in an exception or took a stack without end, not in a verdict. */
    @Test
    public void judgesHeadersThatAreMadeToBreakTheirReader() throws Exception {
        String quotes = ("\"\"".repeat(34) + "\r\n ").repeat(1_000) + "\"\"";
        refusedBoth(RefusalCode.KIND_NOT_GRANTED, PLUGIN.header("Provide-Capability: id.plugin;kind=x,y;a=\r\n " + quotes));
        assertTrue(trust.judge(PLUGIN.header("Export-Package: \r\n " + quotes).bytes()) instanceof GateVerdict.Unsigned);
        String commas = (",".repeat(70) + "\r\n ").repeat(3_000) + ",";
        assertTrue(trust.judge(PLUGIN.imports("\r\n " + commas + "a").bytes()) instanceof GateVerdict.Unsigned);
        assertTrue(trust.judge(PLUGIN.with(TestJar.MANIFEST, TestJar.text(new String(PLUGIN.entries().get(TestJar.MANIFEST),
                StandardCharsets.UTF_8).replace("OSGI-INF/*.xml", "OSGI-INF/*.xml,;"))).bytes()) instanceof GateVerdict.Unsigned);
    }

    @Test
    public void refusesComponentsThatCannotBeRead() throws Exception {
        // Found by fuzzing: the JDK's parser has no text for this fault.
        refusedBoth(RefusalCode.COMPONENT_UNREADABLE,
                PLUGIN.with(TestJar.COMPONENT, TestJar.text("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:/\0\">]><a/>")));
        refusedBoth(RefusalCode.COMPONENT_UNREADABLE, PLUGIN.without(TestJar.COMPONENT));
        refusedBoth(RefusalCode.COMPONENT_UNREADABLE, PLUGIN.with(TestJar.COMPONENT, TestJar.text("<a>")));
        refusedBoth(RefusalCode.COMPONENT_UNREADABLE, PLUGIN.with(TestJar.COMPONENT,
                TestJar.text("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:/etc/passwd\">]><a>&b;</a>")));
    }

    @Test
    public void kindsAreThoseOfCapabilitiesAndComponents() throws Exception {
        TestJar two = PLUGIN.header("Provide-Capability: osgi.service;a=\"x,y\",id.plugin;kind=printer;modality:List<String>=\"A,B\"");
        assertEquals(Set.of("notifier", "printer"), ((GateVerdict.Accepted) trust.judge(two.signed(signer, "A"))).kinds());
        TestJar own = PLUGIN.with(TestJar.COMPONENT, TestJar.component("com.example.Line"));
        refused(RefusalCode.KIND_UNDECLARED, own.signed(signer, "ACME"));
        refused(RefusalCode.KIND_NOT_GRANTED,
                PLUGIN.header("Provide-Capability: id.plugin;kind:List<String>=\"abis,printer\"").signed(signer, "A"));
        refused(RefusalCode.KIND_NOT_GRANTED,
                PLUGIN.with(TestJar.COMPONENT, TestJar.component("id.api.identity.IdentityRegistry")).signed(signer, "A"));
        TestJar shadow = PLUGIN.with(TestJar.COMPONENT, TestJar.component("jakarta.servlet.Servlet")).with("jakarta/servlet/Servlet.class",
                new byte[1]);
        refused(RefusalCode.KIND_NOT_GRANTED,
                shadow.header("Provide-Capability: id.plugin;kind=printer").header("Require-Bundle: x").signed(signer, "A"));
        trust.grant("acme.roots=acme.pem\n");
        refused(RefusalCode.KIND_NOT_GRANTED, signed);
    }

    @Test
    public void everyReasonStandsInTheOperatorsPage() throws Exception {
        String page = Files.readString(Path.of("../../docs/operator.md"));
        for (RefusalCode code : RefusalCode.values()) {
            assertTrue(code + " is missing in docs/operator.md", page.contains("| `" + code + "` |"));
        }
    }

    private void refusedBoth(RefusalCode code, TestJar jar) throws Exception {
        refused(code, jar.bytes());
        refused(code, jar.signed(signer, "ACME"));
    }

    private void refused(RefusalCode code, byte[] jar) throws IOException {
        refused(code, trust, jar);
    }

    private static void refused(RefusalCode code, TrustFolder trust, byte[] jar) throws IOException {
        assertCode(code, trust.judge(jar));
    }

    private static void assertCode(RefusalCode code, GateVerdict verdict) {
        assertTrue(verdict.toString(), verdict instanceof GateVerdict.Refused refused && refused.code() == code);
    }

    static byte[] replaced(byte[] jar, String what, String by) {
        return new String(jar, StandardCharsets.ISO_8859_1).replace(what, by).getBytes(StandardCharsets.ISO_8859_1);
    }
}
