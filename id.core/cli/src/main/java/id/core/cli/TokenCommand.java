package id.core.cli;

import picocli.CommandLine.Command;

/** An access token, for programs that cannot fetch one themselves. */
@Command(name = "token", description = "Prints an access token of a client, for a program that cannot fetch one itself")
final class TokenCommand extends RemoteCommand {
    @Override
    int run(Api api, Output output) {
        String token = api.token();
        output.object(Api.object().put("accessToken", token));
        output.line(token);
        return ExitCode.DONE;
    }
}
