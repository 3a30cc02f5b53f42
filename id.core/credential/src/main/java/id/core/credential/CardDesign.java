package id.core.credential;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import id.api.credential.CredentialContent;
import id.api.value.Attributes;
import id.api.value.CredentialId;
import id.api.value.RandomSource;

/** What goes onto an identity card and into its code: settings of the issuing authority. */
@Component(service = CardDesign.class, configurationPid = "id.core.credential.card")
@Designate(ocd = CardDesign.Config.class)
public final class CardDesign {
    private static final Set<String> LOGICAL = Set.of(CredentialMapping.FULL_NAME, CredentialMapping.DATE_OF_BIRTH,
            CredentialMapping.GENDER, CredentialMapping.NATIONALITY, CredentialMapping.ADDRESS,
            CredentialMapping.EMAIL, CredentialMapping.PHONE, CredentialMapping.GUARDIAN);
    /** No characters that people confuse, and no vowels that make words. */
    private static final String NUMBER_ALPHABET = "34679CDFGHJKLMNPRTVWXY";
    private static final int NUMBER_LENGTH = 9;

    /** Settings. */
    @ObjectClassDefinition(name = "Identity card")
    public @interface Config {
        @AttributeDefinition(description = "Who issues the card, as the code says it: a URI; 1 to 200 characters")
        String issuer() default "urn:idem:issuer";

        @AttributeDefinition(description = "Who issues the card, in print; 1 to 60 characters")
        String issuerName() default "Identity Authority";

        @AttributeDefinition(description = "How long a card is valid, in years; 1 to 50")
        int validityYears() default 10;

        @AttributeDefinition(
                description = "Attributes in the code: of fullName, dateOfBirth, gender, nationality, address, email, phone, guardian. Anybody who sees the card can read them")
        String[] codeAttributes() default { CredentialMapping.FULL_NAME, CredentialMapping.DATE_OF_BIRTH,
                CredentialMapping.GENDER, CredentialMapping.NATIONALITY };

        @AttributeDefinition(description = "Attributes in print, in order, each with its label: attribute=label")
        String[] lines() default { "fullName=Name", "dateOfBirth=Date of birth", "gender=Gender",
                "nationality=Nationality" };
    }

    private final CredentialMapping mapping;
    private final RandomSource random;
    private final String issuer;
    private final String issuerName;
    private final int validityYears;
    private final List<String> codeAttributes;
    private final Map<String, String> labels;

    @Activate
    public CardDesign(Config config, @Reference CredentialMapping mapping, @Reference RandomSource random) {
        this.mapping = mapping;
        this.random = random;
        this.issuer = text("issuer", config.issuer(), 200);
        this.issuerName = text("issuerName", config.issuerName(), 60);
        this.validityYears = Ranges.require("validityYears", config.validityYears(), 1, 50);
        this.codeAttributes = List.of(config.codeAttributes());
        this.codeAttributes.forEach(name -> known("codeAttributes", name));
        this.labels = labels(config.lines());
    }

    private static Map<String, String> labels(String[] lines) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("lines must have the form attribute=label and has " + line);
            }
            labels.put(known("lines", line.substring(0, equals)), line.substring(equals + 1));
        }
        return labels;
    }

    private static String known(String key, String name) {
        if (!LOGICAL.contains(name)) {
            throw new IllegalArgumentException(key + " may name " + LOGICAL + " and names " + name);
        }
        return name;
    }

    private static String text(String key, String value, int longest) {
        if (value.isBlank() || value.length() > longest) {
            throw new IllegalArgumentException(key + " must have 1 to " + longest + " characters");
        }
        return value;
    }

    /** A fresh number for a card: random, so that it tells nothing of person, time or count. */
    String number() {
        StringBuilder number = new StringBuilder(NUMBER_LENGTH);
        for (int i = 0; i < NUMBER_LENGTH; i++) {
            number.append(NUMBER_ALPHABET.charAt((int) random.below(NUMBER_ALPHABET.length())));
        }
        return number.toString();
    }

    /** The last day of a card that is issued on a day. */
    LocalDate lastDay(LocalDate issued) {
        return issued.plusYears(validityYears).minusDays(1);
    }

    /** What the code says. The portrait stays out of it: it would make the code too dense for a card. */
    CredentialContent code(CredentialId id, String number, Attributes recorded, Instant now) {
        LocalDate issued = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Instant end = lastDay(issued).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
        return new CredentialContent(id, issuer, number, mapping.logical(recorded).only(codeAttributes),
                Optional.empty(), now, end);
    }

    /** What is printed. */
    List<CardContent.Line> lines(Attributes recorded) {
        Attributes logical = mapping.logical(recorded);
        List<CardContent.Line> lines = new ArrayList<>();
        labels.forEach((name, label) -> logical.value(name)
                .ifPresent(value -> lines.add(new CardContent.Line(label, value.asText()))));
        return lines;
    }

    String issuerName() {
        return issuerName;
    }
}
