package id.core.credential;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import id.api.biometric.BiometricSample;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.plugin.PluginRegistry;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.security.SealedValue;
import id.api.storage.ObjectStore;
import id.api.value.Bytes;
import id.api.value.EnrollmentId;

/** Portraits of people, sealed, in the object store; found by the enrollment, but not nameable without the link key. */
@Component(service = SealedPortraits.class)
public final class SealedPortraits {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** A sealed sample is a little larger than the sample. */
    private static final int MAX_SEALED = BiometricSample.MAX_BYTES + 4096;

    private final PluginRegistry plugins;
    private final FieldCipher cipher;

    @Activate
    public SealedPortraits(@Reference PluginRegistry plugins, @Reference FieldCipher cipher) {
        this.plugins = plugins;
        this.cipher = cipher;
    }

    /** Keeps a portrait, durably; the same enrollment again replaces it. */
    void keep(EnrollmentId enrollment, Bytes image) {
        String place = place(enrollment);
        byte[] sealed = cipher.seal(SealPurpose.PACKET, "portrait/" + place, image).content().toArray();
        plugins.call(ObjectStore.class, "", LIMIT,
                store -> store.put("portraits/" + place, new ByteArrayInputStream(sealed)))
                .orThrow(GeneralError.UNAVAILABLE, "portrait");
    }

    /** Removes the portrait, durably; nothing happens where there is none. */
    void remove(EnrollmentId enrollment) {
        String key = "portraits/" + place(enrollment);
        plugins.call(ObjectStore.class, "", LIMIT, store -> store.delete(key)).orThrow(GeneralError.UNAVAILABLE, "portrait");
    }

    /** The portrait, where one was kept. A store that does not answer is an error, never "none". */
    Optional<Bytes> find(EnrollmentId enrollment) {
        String place = place(enrollment);
        return plugins.call(ObjectStore.class, "", LIMIT, store -> read(store, "portraits/" + place))
                .orThrow(GeneralError.UNAVAILABLE, "portrait")
                .map(sealed -> cipher.open(SealPurpose.PACKET, "portrait/" + place, new SealedValue(sealed)));
    }

    private static Optional<Bytes> read(ObjectStore store, String key) throws IOException {
        Optional<InputStream> found = store.open(key);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream content = found.get()) {
            byte[] sealed = content.readNBytes(MAX_SEALED);
            if (content.read() >= 0) {
                throw new IdentityException(GeneralError.INTERNAL_FAULT, "portrait",
                        "A stored portrait is larger than any that was ever kept");
            }
            return Optional.of(Bytes.of(sealed));
        }
    }

    private String place(EnrollmentId enrollment) {
        return cipher.derive128(SealPurpose.LINK, "portrait", enrollment.value());
    }
}
