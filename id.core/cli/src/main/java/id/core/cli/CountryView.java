package id.core.cli;

import id.core.plugins.gate.GateVerdict;
import id.core.plugins.gate.PluginGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A jar as a country sees it: judged by the very gate that stands in its systems, with a trust folder that knows one
 * publisher.
 */
final class CountryView {
    /** A country may grant these to a publisher whom it trusts; all other refusals are for everybody. */
    private static final Set<String> GRANTABLE = Set.of("NATIVE_CODE", "DYNAMIC_IMPORT");

    private final Path trust;
    private final List<String> notes = new ArrayList<>();

    /** @param trust
     *            an empty folder to use as {@code conf/trust} */
    CountryView(Path trust) {
        this.trust = trust;
    }

    /** What a country has to grant beside the kinds, in words. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** The kinds of a jar that nobody signed yet; refuses what would be refused whoever signed. */
    Set<String> kindsOf(Path unsigned) throws IOException {
        Set<String> kinds = switch (judge(unsigned)) {
            case GateVerdict.Unsigned seen -> seen.kinds();
            case GateVerdict.Refused refused -> refused(refused);
            case GateVerdict.Accepted impossible -> throw new IllegalStateException("nobody signed " + unsigned);
        };
        if (kinds.isEmpty() && notes.isEmpty()) {
            throw CommandFailure.wrongUse("KIND_UNDECLARED", "jar", "The jar does not say what it is: it needs "
                    + "a service component, or Provide-Capability: id.plugin;kind=...");
        }
        return kinds;
    }

    /** Refuses a signed jar that a country would refuse although it trusts the root and grants the kinds. */
    void check(Path signed, X509Certificate root, Set<String> kinds) throws IOException {
        Files.writeString(trust.resolve("root.pem"), Pem.certificate(root));
        Files.writeString(trust.resolve("publishers.properties"),
                "vendor.roots=root.pem\nvendor.kinds=" + String.join(",", kinds) + "\n");
        if (judge(signed) instanceof GateVerdict.Refused refused) {
            refused(refused);
        }
    }

    private GateVerdict judge(Path jar) throws IOException {
        return new PluginGate(trust, InstantSource.system()).judge(jar);
    }

    private Set<String> refused(GateVerdict.Refused refused) {
        if (!GRANTABLE.contains(refused.code().name())) {
            throw CommandFailure.wrongUse(refused.code().name(), "jar", refused.why());
        }
        String note = refused.why() + ". A country that does not grant this to you refuses the jar";
        if (!notes.contains(note)) {
            notes.add(note);
        }
        return Set.of();
    }
}
