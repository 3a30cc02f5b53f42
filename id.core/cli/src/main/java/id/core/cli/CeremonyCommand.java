package id.core.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import id.plugins.keys.pkcs12.ceremony.Ceremony;
import id.plugins.keys.pkcs12.ceremony.CeremonyFault;
import id.plugins.keys.pkcs12.ceremony.Share;
import id.plugins.keys.pkcs12.ceremony.VaultProof;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The password of the key vault, split among people. Works on files of this machine; a running system is told what is
 * done and by whom, never what a share or the secret is.
 */
@Command(name = "ceremony", description = "Splits the password of the key vault among people, and puts it together again",
        mixinStandardHelpOptions = true,
        subcommands = { CeremonyCommand.Split.class, CeremonyCommand.Verify.class, CeremonyCommand.Combine.class })
final class CeremonyCommand {

    /** What the acts share. */
    abstract static class Act extends RemoteCommand {
        @Override
        final int run(Api api, Output output) {
            return act(Optional.of(api), output);
        }

        /** Starts no system: where the password is lost, none can start. */
        @Override
        final int work(Output output) {
            return act(RunningSystem.running(home()).map(this::api), output);
        }

        private int act(Optional<Api> api, Output output) {
            try {
                return hold(api, output);
            } catch (CeremonyFault fault) {
                throw CommandFailure.wrongUse(fault.code().name(),
                        fault.code() == CeremonyFault.Code.VAULT_NOT_OPENED ? "vault" : "share", fault.getMessage());
            }
        }

        abstract int hold(Optional<Api> api, Output output) throws CeremonyFault;

        /** STARTED before anything is written: what cannot be recorded is not done. */
        static ObjectNode told(String act, String outcome, Ceremony.Together what, Optional<Api> api) {
            ObjectNode body = Api.object().put("act", act).put("outcome", outcome).put("ceremony", what.ceremony())
                    .put("threshold", what.threshold()).put("people", what.people()).put("opens", what.opens());
            what.indexes().forEach(body.putArray("shares")::add);
            api.ifPresent(system -> system.post("/admin/v1/keys/ceremonies", body));
            return body.put("audited", api.isPresent());
        }

        static void warnWithoutTrail(Optional<Api> api, Output output) {
            if (api.isEmpty()) {
                output.progress("No system is running here, so no audit trail holds this: write it down in the minutes.");
            }
        }
    }

    /** Shares for people. */
    @Command(name = "split", description = "Writes one share of the vault's password for each of some people")
    static final class Split extends Act {
        @Option(names = "--threshold", required = true, paramLabel = "K",
                description = "How many of the people it takes to open the vault, 2 or more") private int threshold;

        @Option(names = "--people", required = true, paramLabel = "N", description = "How many people get a share, at most "
                + Ceremony.MOST) private int people;

        @Option(names = "--vault", paramLabel = "FILE", description = "The vault (default: keys/vault.p12 in the home)") private Path vault;

        @Option(names = "--password-file", paramLabel = "FILE",
                description = "Its first line is the password of the vault (default: keys/vault.password in the home)") private Path password;

        @Option(names = "--out", paramLabel = "DIR", defaultValue = ".",
                description = "An existing folder for the shares (default: here)") private Path folder;

        @Override
        void check() {
            if (threshold < Ceremony.LEAST || threshold > people) {
                throw CommandFailure.wrongUse("INVALID_VALUE", "threshold",
                        "--threshold is " + Ceremony.LEAST + " to the number of --people");
            }
            if (people > Ceremony.MOST) {
                throw CommandFailure.wrongUse("INVALID_VALUE", "people", "--people is at most " + Ceremony.MOST);
            }
        }

        @Override
        int hold(Optional<Api> api, Output output) throws CeremonyFault {
            Path vaultFile = vault == null ? home().resolve("keys/vault.p12") : vault;
            byte[] secret = CeremonyFiles.password(password == null ? home().resolve("keys/vault.password") : password);
            try {
                int keys = VaultProof.keys(vaultFile, secret);
                List<Share> shares = Ceremony.split(secret, threshold, people, LocalDate.now(ZoneOffset.UTC), new SecureRandom());
                Map<Path, Share> files = new LinkedHashMap<>();
                for (Share share : shares) {
                    files.put(folder.resolve("share-" + share.ceremony() + "-" + share.index() + ".txt"), share);
                }
                CeremonyFiles.checkFolder(folder);
                Ceremony.Together together = Ceremony.check(named(files));
                warnWithoutTrail(api, output);
                told("SPLIT", "STARTED", together, api);
                CeremonyFiles.write(files);
                ObjectNode answer = told("SPLIT", "DONE", together, api).put("keys", keys);
                files.keySet().forEach(file -> answer.withArray("files").add(file.toString()));
                output.object(answer);
                output.line("Ceremony " + shares.getFirst().ceremony() + ": any " + threshold + " of " + people
                        + " shares open the vault (" + keys + " keys). Fingerprint " + shares.getFirst().opens());
                files.forEach((file, share) -> output.line("Share " + share.index() + ": " + file));
                output.line("Give each to one person, let them verify it, and remove it here.");
                return ExitCode.DONE;
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        }

        private static Map<String, Share> named(Map<Path, Share> files) {
            Map<String, Share> named = new LinkedHashMap<>();
            files.forEach((file, share) -> named.put(file.toString(), share));
            return named;
        }
    }

    /** Whether shares are whole and belong together. */
    @Command(name = "verify", description = "Says whether shares are whole and belong together; shows no secret")
    static final class Verify extends Act {
        @Parameters(arity = "1..*", paramLabel = "SHARE", description = "Files of shares, one or more") private List<Path> files;

        @Override
        int hold(Optional<Api> api, Output output) throws CeremonyFault {
            Map<String, Share> shares = CeremonyFiles.shares(files);
            Ceremony.Together together = Ceremony.together(shares);
            warnWithoutTrail(api, output);
            try {
                Ceremony.check(shares);
            } catch (CeremonyFault fault) {
                told("VERIFY", "REFUSED", together, api);
                throw fault;
            }
            output.object(told("VERIFY", "DONE", together, api).put("enough", together.isEnough()));
            output.line("Ceremony " + together.ceremony() + " of " + together.date() + ", any " + together.threshold() + " of "
                    + together.people() + ". Fingerprint " + together.opens());
            output.line("Here are " + CeremonyFiles.numbers(together) + ": whole, and they belong together.");
            output.line(together.isEnough() ? "They are enough, and give what was split."
                    : "They are " + (together.threshold() - together.indexes().size()) + " too few to open the vault.");
            return ExitCode.DONE;
        }
    }

    /** The password again. */
    @Command(name = "combine", description = "Puts the vault's password together and writes its file anew, after it has opened the vault")
    static final class Combine extends Act {
        @Parameters(arity = "1..*", paramLabel = "SHARE", description = "Files of shares, as many as it takes") private List<Path> files;

        @Option(names = "--vault", paramLabel = "FILE", description = "The vault (default: keys/vault.p12 in the home)") private Path vault;

        @Option(names = "--password-file", paramLabel = "FILE",
                description = "Where to write the password; a file that is there stays as it is (default: keys/vault.password in the home)") private Path password;

        @Override
        int hold(Optional<Api> api, Output output) throws CeremonyFault {
            Path vaultFile = vault == null ? home().resolve("keys/vault.p12") : vault;
            Path passwordFile = password == null ? home().resolve("keys/vault.password") : password;
            Map<String, Share> shares = CeremonyFiles.shares(files);
            Ceremony.Together together = Ceremony.together(shares);
            warnWithoutTrail(api, output);
            byte[] secret = new byte[0];
            try {
                secret = Ceremony.combine(shares);
                int keys = VaultProof.keys(vaultFile, secret);
                CeremonyFiles.checkNew(passwordFile);
                told("COMBINE", "STARTED", together, api);
                CeremonyFiles.writePassword(passwordFile, secret);
                output.object(told("COMBINE", "DONE", together, api).put("keys", keys).put("file", passwordFile.toString()));
                output.line(
                        "Shares " + CeremonyFiles.numbers(together) + " of ceremony " + together.ceremony() + " open the vault " + vaultFile
                                + " (" + keys + " keys).");
                output.line("Its password is in " + passwordFile);
                return ExitCode.DONE;
            } catch (CeremonyFault fault) {
                told("COMBINE", "REFUSED", together, api);
                throw fault;
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        }
    }
}
