package id.core.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.error.IdentityException;
import id.api.security.FieldCipher;
import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.value.Bytes;
import id.api.value.RandomSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * What a browser keeps of a log-in at a provider: sealed, so that nothing of it lies in the store, and anybody may begin
 * as many as they like.
 */
final class ProviderTickets {
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTEXT = SealedPlace.SHORT_LIVED.context("provider-login");
    private static final int RANDOM_BYTES = 32;
    private static final int MOST_CHARACTERS = 2_000;

    private final FieldCipher cipher;
    private final RandomSource random;
    private final InstantSource clock;

    ProviderTickets(FieldCipher cipher, RandomSource random, InstantSource clock) {
        this.cipher = cipher;
        this.random = random;
        this.clock = clock;
    }

    /**
     * A log-in under way.
     *
     * @param state
     *            tells the answer of this one
     * @param nonce
     *            tells the ID token of this one
     * @param verifier
     *            of PKCE: only who has it gets the ID token
     * @param until
     *            its end
     */
    record Ticket(String state, String nonce, String verifier, String until) {
        @Override
        public String toString() {
            return "Ticket[***]";
        }
    }

    Ticket fresh() {
        return new Ticket(text(), text(), text(), clock.instant().plus(LIFETIME).toString());
    }

    private String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random.bytes(RANDOM_BYTES));
    }

    String sealed(Ticket ticket) {
        try {
            Bytes sealed = cipher.seal(SealedPlace.SHORT_LIVED.purpose(), CONTEXT, Bytes.of(JSON.writeValueAsBytes(ticket)))
                    .content();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.toArray());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A ticket is always writable as JSON");
        }
    }

    /** A ticket that was made here, has not ended, and is the one of this answer. */
    Optional<Ticket> opened(String text, String state) {
        if (text == null || text.length() > MOST_CHARACTERS || state == null) {
            return Optional.empty();
        }
        try {
            SealedValue sealed = new SealedValue(Bytes.of(Base64.getUrlDecoder().decode(text)));
            Ticket ticket = JSON.readValue(cipher.open(SealedPlace.SHORT_LIVED.purpose(), CONTEXT, sealed).toArray(),
                    Ticket.class);
            boolean same = MessageDigest.isEqual(ticket.state().getBytes(StandardCharsets.UTF_8),
                    state.getBytes(StandardCharsets.UTF_8));
            return same && Instant.parse(ticket.until()).isAfter(clock.instant()) ? Optional.of(ticket) : Optional.empty();
        } catch (IllegalArgumentException | IdentityException | IOException notMadeHere) {
            return Optional.empty();
        }
    }
}
