package id.core.security;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.SignerRole;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What packets may weigh, and who must have signed them. A change counts at once and restarts nothing. */
@Component(service = PacketSettings.class, configurationPid = "id.core.security.packets")
@Designate(ocd = PacketSettings.Config.class)
public final class PacketSettings {
    private static final String PROCESS = "[A-Z][A-Z0-9_]{0,31}";

    /** Settings. */
    @ObjectClassDefinition(name = "Sealed packets")
    public @interface Config {
        @AttributeDefinition(min = "1", max = "1024", description = "Largest packet in MiB, 1 to 1024")
        int packetMegabytes() default 100;

        @AttributeDefinition(min = "1", max = "1024",
                description = "Largest demographic part in KiB, 1 to 1024: it is held in memory")
        int demographicsKilobytes() default 256;

        @AttributeDefinition(min = "1", max = "100",
                description = "Largest biometric part (CBEFF) in MiB, 1 to 100: it is held in memory, several times over while it is read")
        int biometricsMegabytes() default 30;

        @AttributeDefinition(min = "1", max = "20", description = "Largest document in MiB, 1 to 20")
        int documentMegabytes() default 20;

        @AttributeDefinition(description = "Who must sign the packets of stations: station, operator, supervisor, separated by "
                + "commas; station is always among them")
        String signers() default "station";

        @AttributeDefinition(description = "Processes (NEW, UPDATE, LOST...) whose packets a supervisor must sign as well, "
                + "separated by commas; empty: none")
        String supervisedProcesses() default "";

        @AttributeDefinition(description = "Whether packets are sealed to ML-KEM-768 beside the elliptic curve, against quantum "
                + "computers to come: off; offered: stations are given both keys, and packets to the curve alone are still taken; "
                + "required: those are refused")
        String hybrid() default "off";
    }

    private volatile Values values;

    /**
     * The settings as they are used. Sizes in bytes.
     *
     * @param supervised
     *            processes whose packets a supervisor signs
     */
    record Values(long packet, int demographics, int biometrics, int document, Set<SignerRole> signers,
            Set<String> supervised) {
        /** Who must sign the packets of a process. */
        Set<SignerRole> signersOf(String process) {
            Set<SignerRole> all = EnumSet.copyOf(signers);
            if (supervised.contains(process)) {
                all.add(SignerRole.SUPERVISOR);
            }
            return all;
        }
    }

    @Activate
    public PacketSettings(Config config) {
        change(config);
    }

    @Modified
    void change(Config config) {
        this.values = new Values(within("packetMegabytes", config.packetMegabytes(), 1, 1_024, "MiB") * 1024L * 1024L,
                within("demographicsKilobytes", config.demographicsKilobytes(), 1, 1_024, "KiB") * 1024,
                within("biometricsMegabytes", config.biometricsMegabytes(), 1, 100, "MiB") * 1024 * 1024,
                within("documentMegabytes", config.documentMegabytes(), 1, 20, "MiB") * 1024 * 1024, roles(config.signers()),
                processes(config.supervisedProcesses()));
    }

    Values now() {
        return values;
    }

    private static Set<SignerRole> roles(String names) {
        Set<SignerRole> roles = EnumSet.noneOf(SignerRole.class);
        for (String name : names.split(",", -1)) {
            roles.add(Arrays.stream(SignerRole.values()).filter(role -> ManifestJson.label(role).equals(name.strip()))
                    .findFirst().orElseThrow(
                            () -> wrong("signers", "must be station, operator, supervisor, separated by commas")));
        }
        if (!roles.contains(SignerRole.STATION)) {
            throw wrong("signers", "must have station among them");
        }
        return Set.copyOf(roles);
    }

    private static Set<String> processes(String names) {
        Set<String> processes = Arrays.stream(names.split(",")).map(String::strip).filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (!processes.stream().allMatch(name -> name.matches(PROCESS))) {
            throw wrong("supervisedProcesses", "must be names in upper case such as LOST, separated by commas");
        }
        return processes;
    }

    private static int within(String setting, int value, int min, int max, String unit) {
        if (value < min || value > max) {
            throw wrong(setting, "must be " + min + " to " + max + " " + unit);
        }
        return value;
    }

    private static IdentityException wrong(String setting, String mend) {
        return new IdentityException(GeneralError.INVALID_VALUE, setting, "Setting " + setting + " " + mend);
    }
}
