package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks whether a person is who he or she claims to be. */
@Command(name = "verify", description = "Verifies a person by finger, attributes or a one-time code")
final class VerifyCommand extends RemoteCommand {
    @Parameters(paramLabel = "UIN-or-VID", description = "Who the person claims to be") private String number;

    @Option(names = "--finger", paramLabel = "POSITION=FILE",
            description = "A finger; may be repeated") private List<String> fingers = new ArrayList<>();

    @Option(names = "--demographic", paramLabel = "NAME=VALUE",
            description = "An attribute, such as name=\"Asha Rao\"; may be repeated") private Map<String, String> attributes = new TreeMap<>();

    @Option(names = "--otp", description = "Send a one-time code and ask for it") private boolean otp;

    @Option(names = "--code", paramLabel = "CODE",
            description = "With --otp and --transaction: the code of a challenge sent before") private String code;

    @Option(names = "--send-only",
            description = "With --otp: send the code and end; prints the transaction for --transaction") private boolean sendOnly;

    @Option(names = "--transaction", paramLabel = "ID",
            description = "Id of the transaction (default: made up)") private String transaction;

    private List<ObjectNode> proofs;

    @Override
    void check() {
        Individual.of(number);
        proofs = new ArrayList<>(Samples.fingers(fingers));
        if (!attributes.isEmpty()) {
            ObjectNode stated = Api.object();
            attributes.forEach(stated::put);
            proofs.add(Api.object().set("attributes", stated));
        }
        if (proofs.isEmpty() && !otp) {
            throw CommandFailure.wrongUse("MISSING_VALUE", "proofs",
                    "Give a proof: --finger POSITION=FILE, --demographic NAME=VALUE or --otp");
        }
        if ((code != null || sendOnly) && !otp) {
            throw CommandFailure.wrongUse("WRONG_USE", "otp", "--code and --send-only go with --otp");
        }
        if (code != null && sendOnly) {
            throw CommandFailure.wrongUse("WRONG_USE", "otp",
                    "Either send a code (--send-only) or give the one that came (--code)");
        }
        if (code != null && transaction == null) {
            throw CommandFailure.wrongUse("MISSING_VALUE", "transaction",
                    "Name the transaction of the challenge with --transaction ID");
        }
        if (transaction == null) {
            transaction = UUID.randomUUID().toString();
        }
    }

    @Override
    int run(Api api, Output output) {
        if (otp) {
            if (code == null) {
                JsonNode challenge = challenge(api);
                if (challenge.has("reason")) {
                    return answer(output,
                            Api.object().put("verified", false).put("reason", challenge.path("reason").asText()));
                }
                output.progress("A code was sent to " + challenge.path("destination").asText() + ".");
                if (sendOnly) {
                    output.object(((ObjectNode) challenge).put("transactionId", transaction));
                    output.line("Transaction " + transaction);
                    return ExitCode.DONE;
                }
                code = readCode(output);
            }
            proofs.add(Api.object().put("factor", "otp").put("code", code));
        }
        ObjectNode body = Api.object().put("transactionId", transaction);
        body.set("individual", Individual.of(number));
        ArrayNode list = body.putArray("proofs");
        proofs.forEach(list::add);
        return answer(output, api.post("/verification/v1/verifications", body));
    }

    private JsonNode challenge(Api api) {
        ObjectNode body = Api.object().put("factor", "otp").put("transactionId", transaction);
        body.set("individual", Individual.of(number));
        return api.post("/verification/v1/challenges", body);
    }

    private static String readCode(Output output) {
        output.progressStream().print("Code: ");
        output.progressStream().flush();
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line == null || line.isBlank()) {
                throw CommandFailure.wrongUse("MISSING_VALUE", "code",
                        "No code was typed: type it, or give it with --code and --transaction");
            }
            return line.strip();
        } catch (IOException broken) {
            throw CommandFailure.systemFailed("INPUT_BROKEN", "Standard input cannot be read");
        }
    }

    private static int answer(Output output, JsonNode answer) {
        boolean verified = Api.yes(answer, "verified");
        output.object(answer);
        output.line(verified ? "Yes: verified." : "No: " + answer.path("reason").asText());
        return verified ? ExitCode.DONE : ExitCode.NEGATIVE;
    }
}
