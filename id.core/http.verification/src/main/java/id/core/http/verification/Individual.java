package id.core.http.verification;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Alias;
import id.api.value.PersonIdentifier;
import id.api.value.Uin;
import id.api.value.Vid;

/**
 * Names a person in a body.
 *
 * @param type
 *            {@code uin}, {@code vid}, or {@code alias-} and the kind of alias
 * @param value
 *            the identifier
 */
record Individual(String type, String value) {
    private static final String ALIAS = "alias-";

    static PersonIdentifier required(Individual individual) {
        if (individual == null || individual.type() == null || individual.value() == null) {
            throw new IdentityException(GeneralError.MISSING_VALUE, "individual",
                    "Name the person: {\"type\": \"uin\", \"value\": \"...\"}");
        }
        try {
            return individual.identifier();
        } catch (IdentityException wrong) {
            throw wrong.field().startsWith("individual") ? wrong : wrong.at("individual.value");
        }
    }

    private PersonIdentifier identifier() {
        if (type.startsWith(ALIAS)) {
            return new Alias(type.substring(ALIAS.length()), value);
        }
        return switch (type) {
            case "uin" -> new Uin(value);
            case "vid" -> new Vid(value);
            default -> throw new IdentityException(GeneralError.INVALID_VALUE, "individual.type",
                    "One of uin, vid, alias-phone, alias-email, alias-document");
        };
    }

    @Override
    public String toString() {
        return "Individual[***]";
    }
}
