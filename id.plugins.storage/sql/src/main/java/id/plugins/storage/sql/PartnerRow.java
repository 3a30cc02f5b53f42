package id.plugins.storage.sql;

import id.api.partner.Client;
import id.api.partner.Places;
import id.api.value.ClientId;

/** A client as its table has it. */
record PartnerRow(String id, String displayName, String roles, String scopes, String publicKeys, String releasable,
        boolean active, long createdAt, String places) {
    static PartnerRow of(Client client) {
        return new PartnerRow(client.id().value(), client.displayName(), Json.of(client.roles()),
                Json.of(client.scopes()), Json.of(client.publicKeys()), Json.of(client.releasableAttributes()),
                client.active(), Nanos.of(client.createdAt()), Json.of(client.places().texts()));
    }

    Client client() {
        return new Client(new ClientId(id), displayName, Json.set(roles), Json.set(scopes), Json.texts(publicKeys),
                Json.set(releasable), active, Nanos.instant(createdAt), Places.of(Json.set(places)));
    }

    @Override
    public String toString() {
        return "PartnerRow[***]";
    }
}
