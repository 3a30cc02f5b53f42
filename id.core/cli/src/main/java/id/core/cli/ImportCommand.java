package id.core.cli;

import picocli.CommandLine.Command;

/** People who were registered with another system. */
@Command(name = "import", description = "Takes over registrations of another system", mixinStandardHelpOptions = true,
        subcommands = ImportMosipCommand.class)
final class ImportCommand {}
