package id.core.access;

import id.api.access.AccessError;
import id.api.access.HotEntry;
import id.api.access.HotKind;
import id.api.access.Hotlist;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.storage.AccessRecord.Kind;
import id.api.storage.Transactions;
import id.api.value.ClientId;
import id.api.value.StationId;
import id.api.value.Uin;
import id.api.value.Vid;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The hotlist over the store, by blind index. Each question reads the store, so that all nodes give one answer. */
@Component
public final class StoredHotlist implements Hotlist {
    private static final int MOST = 10_000;

    private final SealedRecords records;
    private final FieldCipher cipher;
    private final Transactions transactions;
    private final AuditTrail audit;

    @Activate
    public StoredHotlist(@Reference SealedRecords records, @Reference FieldCipher cipher,
            @Reference Transactions transactions, @Reference AuditTrail audit) {
        this.records = records;
        this.cipher = cipher;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** What lies sealed; {@code value} is null for what names a person. */
    record Content(String kind, String value, String reason, String by, String since) {}

    @Override
    public HotEntry add(HotKind kind, String value, String reason, Optional<Instant> expiresAt, ClientId by) {
        String name = normal(kind, value);
        String why = Ranges.line("reason", reason, 3, 200);
        Instant now = records.now();
        if (expiresAt.isPresent() && !expiresAt.get().isAfter(now)) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "expiresAt",
                    "The end of an entry lies in the future; leave it out for one without end");
        }
        String id = index(kind, name);
        Content content = new Content(kind.name(), namesPerson(kind) ? null : name, why, by.value(), now.toString());
        transactions.required(() -> {
            records.remove(Kind.HOT, id);
            records.create(Kind.HOT, id, content, expiresAt);
            audit.record(new AuditEntry("hotlist.added", by, id, "DONE", Map.of("kind", kind.name(), "reason", why,
                    "until", expiresAt.map(Instant::toString).orElse("-"))));
        });
        return entry(new SealedRecords.Opened<>(id, content, 1, expiresAt));
    }

    @Override
    public void remove(HotKind kind, String value, ClientId by) {
        String id = index(kind, normal(kind, value));
        boolean removed = transactions.required(() -> {
            boolean there = records.remove(Kind.HOT, id);
            if (there) {
                audit.record(new AuditEntry("hotlist.removed", by, id, "DONE", Map.of("kind", kind.name())));
            }
            return there;
        });
        if (!removed) {
            throw new IdentityException(AccessError.HOTLIST_ENTRY_UNKNOWN, "value",
                    "Nothing of that kind and value is on the hotlist");
        }
    }

    @Override
    public List<HotEntry> list() {
        return records.list(Kind.HOT, Content.class, MOST).stream().map(StoredHotlist::entry)
                .sorted(Comparator.comparing(HotEntry::since).reversed()).toList();
    }

    @Override
    public boolean isHot(HotKind kind, String value) {
        return records.exists(Kind.HOT, index(kind, value));
    }

    private String index(HotKind kind, String value) {
        return cipher.index(SealPurpose.IDENTITY, "hot-" + kind.name().toLowerCase(Locale.ROOT), value).value();
    }

    private static boolean namesPerson(HotKind kind) {
        return kind == HotKind.UIN || kind == HotKind.VID;
    }

    /** A value that could not be asked for is refused: an entry for it would keep nothing out. */
    private static String normal(HotKind kind, String value) {
        try {
            return switch (kind) {
                case UIN -> new Uin(value).value();
                case VID -> new Vid(value).value();
                case PARTNER, OPERATOR -> new ClientId(value).value();
                case STATION -> new StationId(value).value();
                case DEVICE -> Ranges.line("value", value, 1, 128);
            };
        } catch (IdentityException wrong) {
            throw wrong.at("value");
        }
    }

    private static HotEntry entry(SealedRecords.Opened<Content> opened) {
        Content content = opened.content();
        return new HotEntry(opened.id(), HotKind.valueOf(content.kind()), Optional.ofNullable(content.value()),
                content.reason(), new ClientId(content.by()), Instant.parse(content.since()), opened.expiresAt());
    }
}
