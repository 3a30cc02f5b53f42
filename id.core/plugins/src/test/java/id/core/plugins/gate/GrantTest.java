package id.core.plugins.gate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.core.plugins.gate.TestAuthority.Wish;
import java.io.IOException;
import java.util.Set;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a publisher's grants open, and what a jar may be that nobody signed. */
public class GrantTest {
    private static final TestJar PLUGIN = TestJar.plugin("com.example.sms");
    private static TestAuthority root;
    private static TestAuthority signer;

    @Rule public final TemporaryFolder work = new TemporaryFolder();
    private TrustFolder trust;

    @BeforeClass
    public static void issue() throws Exception {
        root = TestAuthority.root("Acme Root");
        signer = root.issue(Wish.signer("Acme"));
    }

    @Before
    public void trust() throws Exception {
        trust = new TrustFolder(work.getRoot().toPath()).root("acme.pem", root)
                .grant("acme.roots=acme.pem\nacme.kinds=notifier,printer\n");
    }

    @Test
    public void grantsOpenWhatIsRefusedWithoutThem() throws Exception {
        TestJar tracker = PLUGIN.imports("org.osgi.util.tracker;version=\"[1.5,2)\"");
        TestJar naming = PLUGIN.imports("javax.naming;org.osgi.framework;a=\"x;resolution:=optional\"");
        TestJar memory = PLUGIN.imports("sun.misc");
        TestJar dynamic = PLUGIN.header("DynamicImport-Package: *");
        refusedBoth(RefusalCode.FRAMEWORK_ACCESS, tracker);
        refusedBoth(RefusalCode.FRAMEWORK_ACCESS, naming);
        refusedBoth(RefusalCode.FRAMEWORK_ACCESS, memory);
        refusedBoth(RefusalCode.NATIVE_CODE, PLUGIN.with("lib/x86/libvendor.so", new byte[1]));
        refusedBoth(RefusalCode.NATIVE_CODE, PLUGIN.with("data.bin", TestJar.text("\u007FELF and so on")));
        String lines = "acme.roots=acme.pem\nacme.kinds=notifier\n";
        trust.grant(lines + "acme.grants=framework, dynamic-import\nunsigned.grants=framework");
        assertEquals(Set.of(Grant.FRAMEWORK, Grant.DYNAMIC_IMPORT),
                ((GateVerdict.Accepted) trust.judge(tracker.signed(signer, "A"))).grants());
        assertTrue(trust.judge(naming.signed(signer, "A")) instanceof GateVerdict.Accepted);
        assertTrue(trust.judge(dynamic.signed(signer, "A")) instanceof GateVerdict.Accepted);
        assertEquals(Set.of(Grant.FRAMEWORK), ((GateVerdict.Unsigned) trust.judge(tracker.bytes())).grants());
        refused(RefusalCode.DYNAMIC_IMPORT, dynamic.bytes());
        refused(RefusalCode.FRAMEWORK_ACCESS, memory.signed(signer, "A"));
        trust.grant(lines + "acme.grants=native-code,network");
        assertTrue(trust.judge(memory.signed(signer, "A")) instanceof GateVerdict.Accepted);
        assertTrue(trust.judge(PLUGIN.with("libvendor.so.1", new byte[1]).signed(signer, "A")) instanceof GateVerdict.Accepted);
        assertTrue(trust.judge(PLUGIN.header("Bundle-NativeCode: a.so").signed(signer, "A")) instanceof GateVerdict.Accepted);
        refused(RefusalCode.FRAGMENT, PLUGIN.header("Fragment-Host: a").signed(signer, "A"));
    }

    @Test
    public void optionalImportsNeedNoGrant() throws Exception {
        TestJar jar = PLUGIN.imports("org.osgi.framework;resolution:=optional;version=\"[1,2)\"");
        assertTrue(trust.judge(jar.signed(signer, "A")) instanceof GateVerdict.Accepted);
    }

    @Test
    public void unsignedJarsHaveKindsAndGrantsOfTheirOwn() throws Exception {
        assertEquals(new GateVerdict.Unsigned(Set.of("notifier"), PluginGate.sha256(PLUGIN.bytes()), Set.of()),
                trust.judge(PLUGIN.bytes()));
        refused(RefusalCode.KIND_UNDECLARED, PLUGIN.with(TestJar.COMPONENT, TestJar.component("com.example.Line")).bytes());
        refused(RefusalCode.KIND_NOT_GRANTED, PLUGIN.with(TestJar.COMPONENT, TestJar.component("jakarta.servlet.Servlet")).bytes());
        refused(RefusalCode.KIND_NOT_GRANTED, trust.grant("unsigned.kinds=printer"), PLUGIN.bytes());
        refused(RefusalCode.TRUST_UNREADABLE, trust.grant("unsigned.roots=acme.pem"), PLUGIN.bytes());
        refused(RefusalCode.TRUST_UNREADABLE, trust.grant("unsigned.grants=all"), PLUGIN.bytes());
        assertTrue("no folder at all", new TrustFolder(work.newFolder().toPath()).judge(PLUGIN.bytes()) instanceof GateVerdict.Unsigned);
    }

    private void refusedBoth(RefusalCode code, TestJar jar) throws Exception {
        refused(code, jar.bytes());
        refused(code, jar.signed(signer, "ACME"));
    }

    private void refused(RefusalCode code, byte[] jar) throws IOException {
        refused(code, trust, jar);
    }

    private static void refused(RefusalCode code, TrustFolder trust, byte[] jar) throws IOException {
        GateVerdict verdict = trust.judge(jar);
        assertTrue(verdict.toString(), verdict instanceof GateVerdict.Refused refused && refused.code() == code);
    }
}
