package id.core.partner;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scopes that endpoints ask for, and the roles that stand for several of them. */
final class Scopes {
    static final String ADMINISTRATOR = "administrator";

    private static final Set<String> STATION = Set.of("station.enroll", "station.packet", "station.capture");
    /** OSIA's and GovStack's enrollment scopes, verbatim. */
    private static final Set<String> ENROLL = Set.of("enroll.write", "enroll.read", "enroll.buf.write",
            "enroll.buf.read");
    private static final Set<String> ADJUDICATION = Set.of("admin.adjud.read", "admin.adjud.write");
    /** OSIA's scopes of relying parties, verbatim. */
    private static final Set<String> RELYING = Set.of("id.verify", "id.read", "id.DEFAULT_SET_01.read");
    private static final Set<String> REST = Set.of("uin.generate", "id.DEFAULT_SET_02.read",
            "id.DEFAULT_SET_EIDAS.read", "admin.system.read", "admin.plugin.read", "admin.plugin.write", "admin.enroll.read",
            "admin.enroll.write", "admin.client.read", "admin.client.write", "admin.audit.read", "admin.person.read",
            "admin.person.write", "admin.person.erase", "admin.card.print", "admin.cred.write", "admin.metrics.read", "admin.key.read",
            "admin.key.write", "admin.hot.read", "admin.hot.write", "admin.staff.read", "admin.staff.write", "admin.approval.read",
            "admin.approval.write", "packet.operator", "packet.supervisor");

    private static final Set<String> ALL = union(STATION, ENROLL, ADJUDICATION, RELYING, REST);
    private static final Map<String, Set<String>> ROLES = Map.ofEntries(entry(ADMINISTRATOR, ALL),
            entry("station", union(STATION, ENROLL)), entry("operator", STATION),
            entry("supervisor", union(STATION, Set.of("admin.enroll.read", "admin.enroll.write"))),
            entry("adjudicator", union(ADJUDICATION, Set.of("admin.enroll.read"))),
            entry("auditor", Set.of("admin.audit.read", "admin.system.read", "admin.key.read", "admin.hot.read",
                    "admin.staff.read", "admin.approval.read")),
            entry("relying-party", RELYING),
            entry("support", Set.of("admin.enroll.read", "admin.person.read", "admin.system.read", "admin.plugin.read")),
            entry("printer", Set.of("admin.card.print")), entry("monitor", Set.of("admin.metrics.read")),
            entry("key-custodian", Set.of("admin.key.read", "admin.key.write")));

    private Scopes() {}

    static boolean isKnown(String scope) {
        return ALL.contains(scope);
    }

    static Map<String, Set<String>> roles() {
        return new TreeMap<>(ROLES);
    }

    static boolean isRole(String role) {
        return ROLES.containsKey(role);
    }

    /** The scopes of the roles and the own ones; a role that is not known (any more) stands for none. */
    static Set<String> effective(Set<String> roles, Set<String> own) {
        Set<String> all = new TreeSet<>(own);
        roles.forEach(role -> all.addAll(ROLES.getOrDefault(role, Set.of())));
        return all;
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        return Stream.of(sets).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }
}
