package id.core.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who works under an account: an enrolled person, and somebody whom the OpenID Provider knows. */
final class StaffBinding {
    private StaffBinding() {}

    /** What the commands about one account share. */
    abstract static class OnAccount extends RemoteCommand {
        @Parameters(paramLabel = "NAME", description = StaffCommand.NAME) private String name;

        int put(Api api, Output output, String what, String field, String value, String done) {
            output.object(api.put(path(what), Api.object().put(field, value)));
            output.line(name + " " + done);
            return ExitCode.DONE;
        }

        int delete(Api api, Output output, String what, String done) {
            output.object(api.delete(path(what)));
            output.line(name + " " + done);
            return ExitCode.DONE;
        }

        private String path(String what) {
            return StaffCommand.PATH + "/" + PathPart.of(name) + "/" + what;
        }

        /** Never an argument: every user of the machine can read those. */
        static String firstLine(Path file, String option) {
            try (BufferedReader lines = file == null
                    ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                    : Files.newBufferedReader(file)) {
                String line = lines.readLine();
                if (line != null && !line.isBlank()) {
                    return line.strip();
                }
            } catch (IOException unreadable) {
                throw CommandFailure.wrongUse("FILE_UNREADABLE", option, "The file cannot be read: check its name and rights");
            }
            throw CommandFailure.wrongUse("MISSING_VALUE", option,
                    "Nothing was given: write it on standard input, or give --" + option + " FILE");
        }
    }

    /** A finger opens it. */
    @Command(name = "bind",
            description = "Says which enrolled person works under an account, who then can log in by finger; ends its sessions")
    static final class Bind extends OnAccount {
        @Option(names = "--uin-file", paramLabel = "FILE",
                description = "File whose first line is the UIN of the person (default: the first line of standard input)") private Path uinFile;

        private String uin;

        @Override
        void check() {
            uin = firstLine(uinFile, "uin-file");
            if (!uin.matches("[0-9]{8,18}")) {
                throw CommandFailure.wrongUse("INVALID_VALUE", "uin-file", "A UIN has 8 to 18 digits");
            }
        }

        @Override
        int run(Api api, Output output) {
            return put(api, output, "person", "uin", uin, "can log in by finger now.");
        }
    }

    /** No finger opens it. */
    @Command(name = "unbind", description = "Takes back who works under an account: no finger opens it; ends its sessions")
    static final class Unbind extends OnAccount {
        @Override
        int run(Api api, Output output) {
            return delete(api, output, "person", "cannot log in by finger any more.");
        }
    }

    /** The provider opens it. */
    @Command(name = "bind-provider",
            description = "Says by which name the OpenID Provider knows the person of an account; ends its sessions")
    static final class BindProvider extends OnAccount {
        @Option(names = "--subject-file", paramLabel = "FILE",
                description = "File whose first line is that name, the value of the claim of the settings (default: the first line of standard input)") private Path subjectFile;

        private String subject;

        @Override
        void check() {
            subject = firstLine(subjectFile, "subject-file");
        }

        @Override
        int run(Api api, Output output) {
            return put(api, output, "provider", "subject", subject, "can log in at the OpenID Provider now.");
        }
    }

    /** The provider does not open it. */
    @Command(name = "unbind-provider",
            description = "Takes back by which name the OpenID Provider knows the person of an account; ends its sessions")
    static final class UnbindProvider extends OnAccount {
        @Override
        int run(Api api, Output output) {
            return delete(api, output, "provider", "cannot log in at the OpenID Provider any more.");
        }
    }
}
