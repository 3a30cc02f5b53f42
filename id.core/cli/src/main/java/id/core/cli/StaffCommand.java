package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** People who work with the system. */
@Command(name = "staff", description = "Accounts of the people who work with the system", mixinStandardHelpOptions = true,
        subcommands = { StaffCommand.ListAccounts.class, StaffCommand.Add.class, StaffCommand.Enable.class,
                StaffCommand.Disable.class, StaffCommand.Reset.class, StaffCommand.ResetPassword.class,
                StaffCommand.EndSessions.class, StaffBinding.Bind.class, StaffBinding.Unbind.class,
                StaffBinding.BindProvider.class, StaffBinding.UnbindProvider.class })
final class StaffCommand {
    static final String PATH = "/admin/v1/staff";
    static final String NAME = "What the person logs in with";

    /** Who there is. */
    @Command(name = "list", description = "Lists the accounts")
    static final class ListAccounts extends RemoteCommand {
        @Override
        int run(Api api, Output output) {
            JsonNode answer = api.get(PATH);
            output.object(answer);
            answer.path("staff").forEach(account -> output.line(account.path("name").asText() + "  roles "
                    + account.path("roles") + "  places "
                    + (account.path("places").isEmpty() ? "everywhere" : account.path("places").toString())
                    + (account.path("active").asBoolean() ? "" : "  NOT ACTIVE")
                    + (account.path("ready").asBoolean() ? "" : "  has not logged in yet")
                    + (account.path("person").asBoolean() ? "  by finger, too" : "")
                    + (account.path("provider").asBoolean() ? "  by the OpenID Provider, too" : "")));
            return ExitCode.DONE;
        }
    }

    /** A new one. */
    @Command(name = "add", description = "Makes an account and shows the password for its first log-in, once")
    static final class Add extends RemoteCommand {
        @Parameters(paramLabel = "NAME", description = NAME) private String name;

        @Option(names = "--name", paramLabel = "TEXT", description = "How people call them (default: NAME)") private String displayName;

        @Option(names = "--role", paramLabel = "ROLE", required = true,
                description = "A role: operator, supervisor, adjudicator, printer, auditor, administrator, support; may be repeated") private List<String> roles = new ArrayList<>();

        @Option(names = "--place", paramLabel = "PLACE",
                description = "Where the roles hold: centre:ID or region:NAME; may be repeated (default: everywhere)") private List<String> places = new ArrayList<>();

        @Override
        int run(Api api, Output output) {
            ObjectNode body = Api.object().put("name", name).put("displayName", displayName == null ? name : displayName);
            roles.forEach(body.putArray("roles")::add);
            places.forEach(body.putArray("places")::add);
            return initial(api.post(PATH, body), output);
        }
    }

    /** In. */
    @Command(name = "enable", description = "Lets a person in")
    static final class Enable extends RemoteCommand {
        @Parameters(paramLabel = "NAME", description = NAME) private String name;

        @Override
        int run(Api api, Output output) {
            return setActive(api, output, name, true);
        }
    }

    /** Out. */
    @Command(name = "disable", description = "Keeps a person out, and ends their sessions at once")
    static final class Disable extends RemoteCommand {
        @Parameters(paramLabel = "NAME", description = NAME) private String name;

        @Override
        int run(Api api, Output output) {
            return setActive(api, output, name, false);
        }
    }

    /** Authenticator lost. */
    @Command(name = "reset",
            description = "Takes password and authenticator away; two administrators ask for it, the second one gets the new password")
    static final class Reset extends RemoteCommand {
        @Parameters(paramLabel = "NAME", description = NAME) private String name;

        @Option(names = "--proof", paramLabel = "PROOF", required = true,
                description = "How the person proved who they are: DOCUMENT_IN_PERSON or BIOMETRIC_IN_PERSON; both administrators say the same") private String proof;

        @Override
        int run(Api api, Output output) {
            return initial(api.post(PATH + "/" + PathPart.of(name) + "/reset", Api.object().put("proof", proof)), output);
        }
    }

    /** Password forgotten. */
    @Command(name = "reset-password",
            description = "Takes the password away; the person sets a new one with a code of the authenticator that they have")
    static final class ResetPassword extends RemoteCommand {
        @Parameters(paramLabel = "NAME", description = NAME) private String name;

        @Override
        int run(Api api, Output output) {
            return initial(api.post(PATH + "/" + PathPart.of(name) + "/reset-password", Api.object()), output);
        }
    }

    /** Out of all browsers. */
    @Command(name = "end-sessions", description = "Ends all sessions of a person, on every node")
    static final class EndSessions extends RemoteCommand {
        @Parameters(paramLabel = "NAME", description = NAME) private String name;

        @Override
        int run(Api api, Output output) {
            output.object(api.post(PATH + "/" + PathPart.of(name) + "/end-sessions", Api.object()));
            output.line("All sessions of " + name + " have ended.");
            return ExitCode.DONE;
        }
    }

    private static int initial(JsonNode answer, Output output) {
        output.object(answer);
        output.line("Password for the first log-in of " + Api.text(answer, "name") + ", good for 7 days: "
                + Api.text(answer, "initialPassword"));
        return ExitCode.DONE;
    }

    private static int setActive(Api api, Output output, String name, boolean active) {
        output.object(api.put(PATH + "/" + PathPart.of(name) + "/state", Api.object().put("active", active)));
        output.line(name + (active ? " is let in." : " is kept out."));
        return ExitCode.DONE;
    }
}
