package id.plugins.keys.pkcs12;

import id.api.operation.FileRights;
import id.api.operation.SafetyCheck;
import id.api.operation.SafetyFinding;
import id.api.security.KeyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Whether vault and password lie apart. Reads the core's choice of a vault too: a file that is not in use is no danger.
 */
@Component(configurationPid = { "id.plugins.keys.pkcs12", "id.core.security.vault" })
public final class VaultSafety implements SafetyCheck {
    private static final String PID = "id.plugins.keys.pkcs12";

    private final Pkcs12KeyVault.Config config;
    private final boolean used;
    private final String home;

    @Activate
    public VaultSafety(Pkcs12KeyVault.Config config, Map<String, Object> settings, BundleContext context) {
        this(config, settings.get("vault.target"), context.getProperty("idem.home"));
    }

    VaultSafety(Pkcs12KeyVault.Config config, Object target, String home) {
        this.config = config;
        this.home = Optional.ofNullable(home).orElse("");
        this.used = target == null || names(target.toString());
    }

    /** A filter that cannot be read might mean this vault. */
    private static boolean names(String target) {
        try {
            return FrameworkUtil.createFilter(target).matches(Map.of(KeyVault.KIND, "pkcs12"));
        } catch (InvalidSyntaxException unreadable) {
            return true;
        }
    }

    @Override
    public List<SafetyFinding> findings() {
        if (!used) {
            return List.of();
        }
        if (!config._password().isEmpty()) {
            return List.of(new SafetyFinding(PID + ": .password", "the password stands among the settings",
                    "put it into a file that only this user may read, and set passwordFile to it"));
        }
        Path vault = place(config.file(), "keys/vault.p12");
        Path password = place(config.passwordFile(), "keys/vault.password");
        if (password.getParent().equals(vault.getParent())) {
            return List.of(new SafetyFinding(PID + ": passwordFile",
                    "the password lies beside the vault that it opens, in " + vault.getParent(),
                    "move it away from the vault, to where only this user may read it, and set passwordFile to it; or "
                            + "use a hardware module (id.core.security.vault: vault.target)"));
        }
        if (FileRights.othersMayRead(password)) {
            return List.of(new SafetyFinding(PID + ": passwordFile", "others than its owner may read " + password,
                    "chmod 600 " + password));
        }
        if (isChosen(password)) {
            return List.of(new SafetyFinding(PID + ": passwordFile",
                    "the password in " + password + " is one that people choose: whoever has a copy of the vault guesses it without end",
                    "openssl rand -base64 32 > " + password + " before the vault is made; for a vault that is there see "
                            + "docs/operator.md, \"A vault under another password\""));
        }
        return List.of();
    }

    /** Where it cannot be read, the vault says so itself; where it is not there, it is generated. */
    private static boolean isChosen(Path password) {
        try {
            return Files.exists(password) && !VaultPassword.isLong(Files.readString(password).lines().findFirst().orElse("").strip());
        } catch (IOException unreadable) {
            return false;
        }
    }

    private Path place(String value, String standard) {
        return (value.isBlank() ? Path.of(home, standard) : Path.of(value)).toAbsolutePath().normalize();
    }
}
