package id.core.credential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;

import id.api.credential.EncodedCredential;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.printer.PrintJob;
import id.api.value.Bytes;

/**
 * What one issued card says, as it is sealed: the signed credential and the lines in print. Kept together, so that a
 * card printed again says what it said, whatever has changed since.
 *
 * @param format
 *            name of the format
 * @param mediaType
 *            of the encoded credential
 * @param encoded
 *            the encoded credential
 * @param issuer
 *            name of the issuer in print
 * @param lines
 *            what is printed
 */
record CardContent(String format, String mediaType, byte[] encoded, String issuer, List<Line> lines) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One printed line. */
    record Line(@JsonProperty("label") String label, @JsonProperty("text") String text) {
        @Override
        public String toString() {
            return "Line[***]";
        }
    }

    EncodedCredential credential() {
        return new EncodedCredential(format, mediaType, Bytes.of(encoded));
    }

    List<PrintJob.Line> printed() {
        return lines.stream().map(line -> new PrintJob.Line(line.label(), line.text())).toList();
    }

    Bytes toBytes() {
        try {
            return Bytes.of(JSON.writeValueAsBytes(this));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static CardContent of(Bytes bytes) {
        try {
            return JSON.readValue(bytes.toArray(), CardContent.class);
        } catch (IOException damaged) {
            // Without the cause: a parser quotes what it could not read.
            throw new IdentityException(GeneralError.INTERNAL_FAULT, "credential",
                    "The stored content of a credential is not readable");
        }
    }

    @Override
    public String toString() {
        return "CardContent[" + format + ", ***]";
    }
}
