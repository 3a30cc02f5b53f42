package id.core.verification;

import id.api.audit.AuditMarks;
import id.api.partner.Client;
import id.api.partner.PartnerRegistry;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.value.Alias;
import id.api.value.ClientId;
import id.api.value.PersonId;
import id.api.value.PersonIdentifier;
import id.api.value.Uin;
import id.api.value.Vid;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What stands for a person where a copy of the store must not tell who is meant: in the trail another mark for each
 * relying party, in the names of counters one that is like nothing else. Not the tokens that relying parties know a
 * person by: a relying party that got hold of the trail would find its people in it.
 */
@Component(service = { PersonMarks.class, AuditMarks.class })
public final class PersonMarks implements AuditMarks {
    private final FieldCipher cipher;
    private final PartnerRegistry partners;

    @Activate
    public PersonMarks(@Reference FieldCipher cipher, @Reference PartnerRegistry partners) {
        this.cipher = cipher;
        this.partners = partners;
    }

    /** In entries about what a relying party asked. */
    String inTrail(ClientId relyingParty, PersonId person) {
        return cipher.derive128(SealPurpose.IDENTITY, "trail/" + relyingParty.value(), person.value());
    }

    /** In the names of counters. */
    String inCounters(PersonId person) {
        return cipher.derive128(SealPurpose.CODE, "counter", person.value());
    }

    /**
     * In the names of counters, of what somebody was named by: whether it names anybody does not show.
     */
    String inCounters(PersonIdentifier individual) {
        return cipher.derive128(SealPurpose.CODE, "named", named(individual));
    }

    /** In the names of counters, of what a relying party named somebody by: like no mark of another one. */
    String inCounters(ClientId relyingParty, PersonIdentifier individual) {
        return cipher.derive128(SealPurpose.CODE, "named/" + relyingParty.value(), named(individual));
    }

    private static String named(PersonIdentifier individual) {
        return switch (individual) {
            case Uin uin -> "uin/" + uin.value();
            case Vid vid -> "vid/" + vid.value();
            case Alias alias -> "alias-" + alias.type() + "/" + alias.normalized();
        };
    }

    @Override
    public Set<String> of(PersonId person) {
        return Stream.concat(Stream.of(ClientId.SYSTEM), partners.list().stream().map(Client::id))
                .map(asking -> inTrail(asking, person)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String of(PersonId person, ClientId asking) {
        return inTrail(asking, person);
    }
}
