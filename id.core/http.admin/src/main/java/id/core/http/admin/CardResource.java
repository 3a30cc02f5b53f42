package id.core.http.admin;

import id.api.access.ObjectPlaces;
import id.api.credential.CredentialError;
import id.api.credential.CredentialService;
import id.api.credential.CredentialStatus;
import id.api.credential.CredentialView;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.identity.IdentityError;
import id.api.identity.IdentityRegistry;
import id.api.partner.RequiresScope;
import id.api.printer.PrintOutcome;
import id.api.value.ClientId;
import id.api.value.PersonId;
import id.api.value.RandomSource;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Identity cards: the valid one of a person is printed; where there is none, one is issued first. */
@Component(service = CardResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/cards")
public final class CardResource {
    private static final String DEFAULT_LAYOUT = "id-1-pdf";

    private final IdentityRegistry identities;
    private final CredentialService credentials;
    private final InstantSource clock;
    private final RandomSource random;
    private final ObjectPlaces places;

    @Activate
    public CardResource(@Reference IdentityRegistry identities, @Reference CredentialService credentials,
            @Reference InstantSource clock, @Reference RandomSource random,
            @Reference ObjectPlaces places) {
        this.places = places;
        this.identities = identities;
        this.credentials = credentials;
        this.clock = clock;
        this.random = random;
    }

    /** Whose card, and how; the layout is {@code id-1-pdf} when absent. */
    record CardBody(Individual individual, String layout) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({ "application/pdf", MediaType.APPLICATION_JSON })
    @RequiresScope("admin.card.print")
    public Response print(CardBody body, @Context SecurityContext caller) {
        PersonId person = identities.find(Individual.required(body.individual()))
                .filter(found -> places.reaches(Request.caller(caller), found))
                .orElseThrow(() -> new IdentityException(IdentityError.PERSON_UNKNOWN, "individual",
                        "Nobody is named so, or the identifier is revoked or expired"));
        ClientId by = Request.caller(caller);
        CredentialView card = validCard(person, by);
        PrintOutcome outcome = credentials.print(card.id(), body.layout() == null ? DEFAULT_LAYOUT : body.layout(), by);
        Response.ResponseBuilder answer = switch (outcome) {
            case PrintOutcome.Rendered(var mediaType, var document) -> Response.ok(document.toArray(), mediaType)
                    .header("Content-Disposition", "attachment; filename=\"" + fileName(mediaType) + "\"");
            case PrintOutcome.Printed(var reference) ->
                Response.ok(Map.of("printed", reference), MediaType.APPLICATION_JSON);
            case PrintOutcome.Refused(var reason) ->
                throw new IdentityException(GeneralError.CONFLICT, "layout", "The printer refuses it: " + reason);
            case PrintOutcome.OutOfStock(var what) -> throw new IdentityException(CredentialError.PRINTER_UNAVAILABLE,
                    "layout", "The printer needs " + what);
        };
        return answer.header("X-Credential-Id", card.id().value()).build();
    }

    /** Chosen here, so that nothing of a person gets into the names of files. */
    private static String fileName(String mediaType) {
        return mediaType.equals("application/pdf") ? "card.pdf" : "card";
    }

    private CredentialView validCard(PersonId person, ClientId by) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return credentials.ofPerson(person).stream()
                .filter(card -> card.profile().equals(CredentialService.IDENTITY_CARD)
                        && card.status() == CredentialStatus.ACTIVE && !card.expires().isBefore(today))
                .findFirst()
                .orElseGet(() -> credentials.request(random.id128(), person, CredentialService.IDENTITY_CARD, by));
    }
}
