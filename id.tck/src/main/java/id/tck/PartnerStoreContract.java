package id.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.partner.Client;
import id.api.partner.Places;
import id.api.storage.PartnerStore;
import id.api.storage.StorageError;
import id.api.value.ClientId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

/** Clients. */
public abstract class PartnerStoreContract extends StoreContract {
    private static Client client(String id, boolean active) {
        return new Client(new ClientId(id), "Bank \"A\" è", Set.of("relying-party"), Set.of("id.verify", "id.read"),
                List.of("{\"kty\":\"EC\"}", "{\"kty\":\"OKP\"}"), Set.of(), active, Samples.NOW,
                Places.of(List.of("centre:c-1", "region:north")));
    }

    @Test
    public void createsReplacesFindsAndLists() {
        PartnerStore store = stores().partners();
        String id = "c-" + Samples.hex128();
        Client client = client(id, true);
        Samples.refuses(StorageError.RECORD_MISSING, "id", () -> store.replace(client));
        assertEquals(Optional.empty(), store.find(client.id()));
        store.create(client);
        Samples.refuses(StorageError.DUPLICATE_KEY, "id", () -> store.create(client));
        assertEquals(Optional.of(client), store.find(client.id()));
        Client locked = client(id, false);
        store.replace(locked);
        assertEquals(Optional.of(locked), store.find(client.id()));
        assertTrue(store.list().contains(locked));
    }
}
