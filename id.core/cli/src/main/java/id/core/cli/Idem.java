package id.core.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(name = "idem", mixinStandardHelpOptions = true, version = "Idem 1.0",
        description = "A national identity system. Start it with: idem run", footer = {
                "", "idem run [--home DIR] [--port N]   starts the system in the foreground",
                "idem test                          runs everything that proves the project (source tree only)", "",
                "Exit codes: 0 done or yes, 1 a negative answer, 2 wrong use or bad input, 3 the system failed." },
        subcommands = {
                EnrollCommand.class, ImportCommand.class, StatusCommand.class, ExplainCommand.class, VerifyCommand.class, CardCommand.class,
                DemoCommand.class, BenchCommand.class, AuditCommand.class, AdjudicationCommand.class,
                ResumeCommand.class, PluginCommand.class, ClientCommand.class, StaffCommand.class,
                HotlistCommand.class, ApprovalCommand.class, KeysCommand.class, PersonCommand.class,
                RetentionCommand.class, StatisticsCommand.class, TokenCommand.class, SystemCommand.class })
public final class Idem implements Runnable {
    @Spec private CommandSpec spec;

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Idem());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((fault, command, parsed) -> {
            Output.of(parsed.originalArgs().contains("--json")).errors(List.of(internalFault(fault)));
            return ExitCode.SYSTEM_FAILED;
        });
        line.setParameterExceptionHandler((wrong, arguments) -> {
            if (List.of(arguments).contains("--json")) {
                Output.json().errors(List.of(new ApiError("WRONG_USE", "", WrongUse.message(wrong))));
            } else {
                PrintWriter err = wrong.getCommandLine().getErr();
                err.println(WrongUse.message(wrong));
                err.println("See: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            }
            return ExitCode.WRONG_USE;
        });
        return line;
    }

    /** Names the place and not the message, which may hold personal data. */
    private static ApiError internalFault(Exception fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        return new ApiError("INTERNAL_FAULT", "", "The command broke (" + fault.getClass().getSimpleName()
                + (trace.length == 0 ? "" : " at " + trace[0]) + "): a fault in idem itself, please report it");
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
