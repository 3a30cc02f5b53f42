package id.core.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a person's identity card. */
@Command(name = "card", description = "Writes the identity card of a person as PDF")
final class CardCommand extends RemoteCommand {
    @Parameters(paramLabel = "UIN", description = "UIN or VID of the person") private String number;

    @Option(names = { "-o", "--output" }, paramLabel = "FILE", required = true, description = "Where to write the PDF") private Path file;

    @Override
    void check() {
        Individual.of(number);
    }

    @Override
    int run(Api api, Output output) {
        ObjectNode body = Api.object();
        body.set("individual", Individual.of(number));
        HttpResponse<byte[]> card = api.postForBytes("/admin/v1/cards", body);
        String credential = card.headers().firstValue("X-Credential-Id").orElse("");
        if (!card.headers().firstValue("Content-Type").orElse("").startsWith("application/pdf")) {
            return printed(Api.text(Api.json(card), "printed"), credential, output);
        }
        try {
            Files.write(file, card.body());
        } catch (IOException refused) {
            throw CommandFailure.wrongUse("FILE_UNWRITABLE", "output", "The file " + file + " cannot be written");
        }
        output.object(Api.object().put("credentialId", credential).put("file", file.toString()).put("bytes",
                card.body().length));
        output.line("Card written to " + file + " (credential " + credential + ")");
        return ExitCode.DONE;
    }

    /** A printer that prints answers where the card came out, and no document. */
    private static int printed(String reference, String credential, Output output) {
        output.object(Api.object().put("credentialId", credential).put("printed", reference));
        output.line("Card printed: " + reference + " (credential " + credential + "); there is no file");
        return ExitCode.DONE;
    }
}
