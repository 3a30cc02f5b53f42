package id.core.http.admin;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.PersonIdentifier;

/**
 * Names a person in a body.
 *
 * @param type
 *            {@code uin}, {@code vid}, or {@code alias-} and the kind of alias
 * @param value
 *            the identifier
 */
record Individual(String type, String value) {
    static PersonIdentifier required(Individual individual) {
        if (individual == null || individual.type() == null || individual.value() == null) {
            throw new IdentityException(GeneralError.MISSING_VALUE, "individual",
                    "Name the person: {\"type\": \"uin\", \"value\": \"...\"}");
        }
        try {
            return PersonIdentifier.of(individual.type(), individual.value());
        } catch (IdentityException wrong) {
            throw wrong.at(wrong.field().equals(PersonIdentifier.TYPE) ? "individual.type" : "individual.value");
        }
    }

    @Override
    public String toString() {
        return "Individual[***]";
    }
}
