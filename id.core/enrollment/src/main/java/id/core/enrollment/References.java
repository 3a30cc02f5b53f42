package id.core.enrollment;

import id.api.biometric.Modality;
import id.api.biometric.PositionedTemplate;
import id.api.enrollment.EnrollmentError;
import id.api.error.IdentityException;
import id.api.matching.AbisEngine;
import id.api.matching.Withdrawn;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.security.BlindIndex;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.storage.BiometricReferenceStore;
import id.api.storage.ReferenceLinkStore;
import id.api.storage.Transactions;
import id.api.value.Bytes;
import id.api.value.EncounterId;
import id.api.value.EnrollmentId;
import id.api.value.GalleryId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The biometric references of enrollments, and the join between the two. Safe for concurrent use. */
@Component(service = References.class)
public final class References {
    private static final Logger LOG = LoggerFactory.getLogger(References.class);
    static final GalleryId GALLERY = GalleryId.RESIDENTS;
    /** The engine that keeps the gallery. */
    static final String ENGINE = "(&(" + AbisEngine.MODALITY + "=" + Modality.FINGER + ")(" + AbisEngine.GALLERY + "=" + GALLERY.value()
            + "))";

    private final BiometricReferenceStore references;
    private final ReferenceLinkStore links;
    private final Transactions transactions;
    private final FieldCipher cipher;
    private final PluginRegistry plugins;
    private final ExecutorService threads;
    private final EnrollmentSettings settings;

    @Activate
    public References(@Reference BiometricReferenceStore references,
            @Reference ReferenceLinkStore links,
            @Reference Transactions transactions,
            @Reference FieldCipher cipher,
            @Reference PluginRegistry plugins,
            @Reference(target = "(executor=virtual)") ExecutorService threads,
            @Reference EnrollmentSettings settings) {
        this.references = references;
        this.links = links;
        this.transactions = transactions;
        this.cipher = cipher;
        this.plugins = plugins;
        this.threads = threads;
        this.settings = settings;
    }

    EncounterId encounterOf(EnrollmentId enrollment) {
        return new EncounterId(cipher.derive128(SealPurpose.LINK, "encounter", enrollment.value()));
    }

    /** Puts the templates into the store with the link to their enrollment; returns their ordinal. Idempotent. */
    long add(OwnContext own, List<PositionedTemplate> templates) {
        EncounterId encounter = own.encounter();
        List<BiometricReferenceStore.Reference> sealed = templates.stream().map(template -> sealed(encounter, template)).toList();
        BlindIndex index = index(encounter);
        SealedValue link = cipher.seal(SealPurpose.LINK, linkContext(encounter), Bytes.utf8(own.enrollment().value()));
        return transactions.required(() -> {
            own.checkUnmoved();
            links.link(index, link);
            // Last, since the gallery is locked from here to the commit.
            return references.add(GALLERY, encounter, sealed);
        });
    }

    void acknowledge(EncounterId encounter) {
        references.acknowledge(GALLERY, encounter);
    }

    boolean hasUnacknowledgedBefore(long ordinal) {
        return references.hasUnacknowledgedBefore(GALLERY, ordinal);
    }

    Optional<Long> ordinal(EncounterId encounter) {
        return references.ordinal(GALLERY, encounter);
    }

    /** The enrollment of an encounter has ended well: its place among the others may be forgotten in time. */
    void settle(EncounterId encounter, Instant at) {
        references.settle(GALLERY, encounter, at);
    }

    /** Takes the references out of the store, in the caller's transaction where there is one; whether they were there. */
    boolean remove(EncounterId encounter) {
        return transactions.required(() -> {
            boolean removed = references.remove(GALLERY, encounter);
            if (removed) {
                links.unlink(index(encounter));
            }
            return removed;
        });
    }

    /**
     * Takes an encounter that is not in the store any more out of the engine, in the background. Only a matter of
     * tidiness: what has no reference counts in no search.
     */
    void withdrawFromEngine(EncounterId encounter) {
        threads.execute(() -> {
            PluginOutcome<Withdrawn> outcome = GalleryEngines.each(plugins, settings.engineLimit(),
                    engine -> engine.withdraw(GALLERY, encounter), answer -> Optional.empty());
            if (!(outcome instanceof PluginOutcome.Answered)) {
                LOG.warn("Encounter {} stays in the engine, where it is ignored: {}", encounter.value(), why(outcome));
            }
        });
    }

    /** The same, and waits for the answer; whether every engine answered. */
    boolean isWithdrawn(EncounterId encounter) {
        return GalleryEngines.each(plugins, settings.engineLimit(), engine -> engine.withdraw(GALLERY, encounter),
                answer -> Optional.empty()) instanceof PluginOutcome.Answered;
    }

    private static String why(PluginOutcome<Withdrawn> outcome) {
        List<String> why = new ArrayList<>();
        outcome.orElse(reason -> {
            why.add(reason);
            return null;
        });
        return String.join("", why);
    }

    /**
     * The enrollment that an encounter belongs to.
     *
     * @throws IdentityException
     *             SEARCH_FAILED when the encounter has a reference but no link: a hit that nobody can weigh
     */
    EnrollmentId enrollmentOf(EncounterId encounter) {
        SealedValue sealed = links.find(index(encounter)).orElseThrow(() -> new IdentityException(EnrollmentError.SEARCH_FAILED, "",
                "A hit of the search is linked to no enrollment: check the store of links"));
        return new EnrollmentId(cipher.open(SealPurpose.LINK, linkContext(encounter), sealed).asUtf8());
    }

    private BiometricReferenceStore.Reference sealed(EncounterId encounter, PositionedTemplate template) {
        SealedValue value = cipher.seal(SealPurpose.BIOMETRIC, StoredGallery.context(encounter, template.position()),
                template.template().data());
        return new BiometricReferenceStore.Reference(template.position(), template.template().format(), value, Optional.empty());
    }

    private BlindIndex index(EncounterId encounter) {
        return cipher.index(SealPurpose.LINK, "encounter", encounter.value());
    }

    private static String linkContext(EncounterId encounter) {
        return SealedPlace.REFERENCE_LINK.context(encounter.value());
    }
}
