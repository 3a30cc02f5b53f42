package id.core.http.admin;

import id.api.credential.CredentialView;

/** A credential as JSON. */
record CredentialJson(String credentialId, String profile, String status, String number, String issued, String expires,
        String updatedAt) {
    static CredentialJson of(CredentialView view) {
        return new CredentialJson(view.id().value(), view.profile(), view.status().name(), view.number(),
                view.issued().toString(), view.expires().toString(), view.updatedAt().toString());
    }

    @Override
    public String toString() {
        return "CredentialJson[***]";
    }
}
