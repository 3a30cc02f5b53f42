package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is done to one person's data as a whole. */
@Command(name = "person", description = "Erases a person, or holds what must stay", mixinStandardHelpOptions = true,
        subcommands = { PersonCommand.Erase.class, PersonCommand.Hold.class, PersonCommand.Release.class,
                PersonCommand.Epochs.class })
final class PersonCommand {

    /** What the commands about one person share. */
    abstract static class OnPerson extends RemoteCommand {
        @Parameters(paramLabel = "NUMBER", description = "UIN or VID of the person") private String number;

        @Option(names = "--purpose", paramLabel = "TEXT", required = true,
                description = "Why, such as the number of the request or of the order; 3 to 200 characters, kept in the trail") private String purpose;

        private ObjectNode body;

        @Override
        void check() {
            body = Api.object().put("purpose", purpose);
            body.set("individual", Individual.of(number));
        }

        int post(Api api, Output output, String path, String done) {
            output.object(api.post(path, body));
            output.line(done);
            return ExitCode.DONE;
        }
    }

    /** Erases. */
    @Command(name = "erase",
            description = "Erases a person for good: nobody finds them any more, and no backup does once it is old enough")
    static final class Erase extends OnPerson {
        @Option(names = "--yes", description = "Required: this cannot be taken back") private boolean sure;

        @Override
        void check() {
            super.check();
            if (!sure) {
                throw CommandFailure.wrongUse("CONFIRMATION_MISSING", "yes",
                        "An erasure cannot be taken back: say --yes when it is meant");
            }
        }

        @Override
        int run(Api api, Output output) {
            return post(api, output, "/admin/v1/persons/erase",
                    "Erased. Credentials, fingers, packets and portrait follow within seconds; see also: person epochs");
        }
    }

    /** Holds. */
    @Command(name = "hold", description = "Notes that a person's data must stay: it is not erased until released")
    static final class Hold extends OnPerson {
        @Override
        int run(Api api, Output output) {
            return post(api, output, "/admin/v1/persons/hold", "Held");
        }
    }

    /** Ends a hold. */
    @Command(name = "release", description = "Ends a hold")
    static final class Release extends OnPerson {
        @Override
        int run(Api api, Output output) {
            return post(api, output, "/admin/v1/persons/release", "Released");
        }
    }

    /** The epochs. */
    @Command(name = "epochs", description = "Lists the erasure epochs whose keys are there, and when each is destroyed")
    static final class Epochs extends RemoteCommand {
        @Override
        int run(Api api, Output output) {
            JsonNode answer = api.get("/admin/v1/erasure-epochs");
            output.object(answer);
            for (JsonNode epoch : answer.path("epochs")) {
                String end = Api.yes(epoch, "current") ? "current"
                        : epoch.path("destroyAfter").isTextual() ? "key destroyed after " + epoch.path("destroyAfter").asText()
                                : "values are being moved out of it";
                output.line(epoch.path("number").asText() + "  since " + epoch.path("begunAt").asText() + "  " + end);
            }
            return ExitCode.DONE;
        }
    }
}
