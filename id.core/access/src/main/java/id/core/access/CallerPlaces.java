package id.core.access;

import id.api.access.ObjectPlaces;
import id.api.access.StaffAccount;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.Client;
import id.api.partner.PartnerRegistry;
import id.api.partner.Places;
import id.api.storage.AccessRecord.Kind;
import id.api.storage.CredentialStore;
import id.api.storage.IdentityStore;
import id.api.value.CentreId;
import id.api.value.ClientId;
import id.api.value.CredentialId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import java.util.Map;
import java.util.HashMap;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Asks the register of clients, or the accounts of people, where a caller works; and the store, where a thing belongs. */
@Component(configurationPid = "id.core.access.places")
@Designate(ocd = CallerPlaces.Config.class)
public final class CallerPlaces implements ObjectPlaces {
    /** Settings. */
    @ObjectClassDefinition(name = "Centres and regions")
    public @interface Config {
        @AttributeDefinition(description = "Which region each centre lies in: CENTRE=REGION, each 1 to 32 letters, "
                + "digits, dots, underscores and hyphens; a centre that is not named lies in none")
        String[] regions() default {};
    }

    private final SealedRecords records;
    private final PartnerRegistry partners;
    private final StaffBook staff;
    private final IdentityStore identities;
    private final CredentialStore credentials;
    private final Map<String, String> regions = new HashMap<>();

    @Activate
    public CallerPlaces(Config config, @Reference SealedRecords records, @Reference PartnerRegistry partners,
            @Reference StaffBook staff, @Reference IdentityStore identities, @Reference CredentialStore credentials) {
        this.records = records;
        this.partners = partners;
        this.staff = staff;
        this.identities = identities;
        this.credentials = credentials;
        for (String line : config.regions()) {
            String[] parts = line.strip().split("=", -1);
            if (parts.length != 2 || !isName(parts[0]) || !isName(parts[1])
                    || regions.putIfAbsent(parts[0], parts[1]) != null) {
                throw new IdentityException(GeneralError.INVALID_VALUE, "regions",
                        "Setting regions names each centre once: CENTRE=REGION");
            }
        }
    }

    private static boolean isName(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
    }

    /** Where an enrollment was made; null without a centre. */
    record Content(String centre) {}

    @Override
    public void settle(EnrollmentId enrollment, Optional<CentreId> centre) {
        if (centre.isPresent()) {
            records.create(Kind.PLACE, enrollment.value(), new Content(centre.get().value()), Optional.empty());
        }
    }

    @Override
    public boolean reaches(ClientId caller, Optional<CentreId> centre) {
        return places(caller).map(places -> covers(places, centre)).orElse(false);
    }

    @Override
    public boolean reaches(ClientId caller, EnrollmentId enrollment) {
        return places(caller).map(places -> places.everywhere() || covers(places, centre(enrollment))).orElse(false);
    }

    @Override
    public boolean reaches(ClientId caller, PersonId person) {
        return places(caller).map(places -> places.everywhere() || covers(places, centre(person))).orElse(false);
    }

    @Override
    public boolean reaches(ClientId caller, CredentialId credential) {
        return places(caller).map(places -> places.everywhere() || covers(places,
                credentials.find(credential).flatMap(record -> centre(record.person())))).orElse(false);
    }

    /** Empty for who is not let in. */
    private Optional<Places> places(ClientId caller) {
        if (caller.equals(ClientId.SYSTEM)) {
            return Optional.of(Places.EVERYWHERE);
        }
        return caller.value().startsWith(StaffAccount.PREFIX)
                ? staff.find(caller).map(StaffBook.Entry::account).filter(StaffAccount::active)
                        .map(StaffAccount::places)
                : partners.find(caller).filter(Client::active).map(Client::places);
    }

    private boolean covers(Places places, Optional<CentreId> centre) {
        return places.cover(centre, centre.map(CentreId::value).map(regions::get));
    }

    private Optional<CentreId> centre(EnrollmentId enrollment) {
        return records.find(Kind.PLACE, enrollment.value(), Content.class)
                .map(found -> new CentreId(found.content().centre()));
    }

    private Optional<CentreId> centre(PersonId person) {
        return identities.find(person).flatMap(record -> centre(record.enrollment()));
    }
}
