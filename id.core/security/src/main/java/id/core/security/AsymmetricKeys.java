package id.core.security;

import id.api.security.KeyType;
import id.api.security.KeyVault;
import id.api.security.Signer.Purpose;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The series of signing and agreement keys in the vault: {@code sign-access-token-1}, {@code enrollment-1}... */
@Component(service = AsymmetricKeys.class, configurationPid = VaultChoice.PID)
public final class AsymmetricKeys {
    private final KeyVault vault;
    private final Map<Purpose, KeySeries> signing = new EnumMap<>(Purpose.class);
    private final KeySeries enrollment;
    private final KeySeries intake;

    @Activate
    public AsymmetricKeys(@Reference(name = VaultChoice.REFERENCE, target = VaultChoice.TARGET) KeyVault vault) {
        this.vault = vault;
        for (Purpose purpose : Purpose.values()) {
            signing.put(purpose, KeySeries.preferring(vault, use(purpose), types(purpose)));
        }
        this.enrollment = KeySeries.of(vault, "enrollment", KeyType.P256_AGREE);
        this.intake = KeySeries.of(vault, "intake", KeyType.P256_SIGN);
    }

    KeyVault vault() {
        return vault;
    }

    /** What signs for a purpose. */
    KeySeries signing(Purpose purpose) {
        return signing.get(purpose);
    }

    /** What packets are sealed to. */
    KeySeries enrollment() {
        return enrollment;
    }

    /** What signs packets that the server itself makes. */
    KeySeries intake() {
        return intake;
    }

    List<KeySeries> all() {
        return Stream.concat(signing.values().stream(), Stream.of(enrollment, intake)).toList();
    }

    static String use(Purpose purpose) {
        return "sign-" + purpose.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The better one first. */
    private static List<KeyType> types(Purpose purpose) {
        return switch (purpose) {
            case ACCESS_TOKEN, VERIFICATION_PROOF, AUDIT, PROVIDER_LOGIN -> List.of(KeyType.P256_SIGN);
            case CREDENTIAL -> List.of(KeyType.ED25519_SIGN, KeyType.P256_SIGN);
        };
    }
}
