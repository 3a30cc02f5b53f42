package id.core.access;

import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.storage.AccessRecord.Kind;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What accounts are found by besides their name, each of one account alone. Under a keyed hash: a copy of the store does
 * not tell whose account is whose.
 */
@Component(service = StaffBindings.class)
public final class StaffBindings {
    /** The person who works under an account, by id. */
    static final String PERSON = "staff-person";
    /** How a provider names the person of an account: issuer, line feed, subject. */
    static final String SUBJECT = "staff-subject";

    private final SealedRecords records;
    private final FieldCipher cipher;

    @Activate
    public StaffBindings(@Reference SealedRecords records, @Reference FieldCipher cipher) {
        this.records = records;
        this.cipher = cipher;
    }

    /** What lies sealed: the account. */
    record Content(String name) {}

    /** Makes something an account's; false where it is another one's. One of several that race gets it. */
    boolean claim(String kind, String value, String name) {
        String id = id(kind, value);
        return records.create(Kind.BINDING, id, new Content(name), Optional.empty())
                || find(kind, value).filter(name::equals).isPresent();
    }

    void release(String kind, String value) {
        records.remove(Kind.BINDING, id(kind, value));
    }

    /** The name of the account. */
    Optional<String> find(String kind, String value) {
        return records.find(Kind.BINDING, id(kind, value), Content.class).map(found -> found.content().name());
    }

    private String id(String kind, String value) {
        return cipher.index(SealPurpose.IDENTITY, kind, value).value();
    }
}
