package id.core.cli;

import java.util.List;
import java.util.StringJoiner;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A command line that cannot be understood, in words. What was typed is not repeated, names of options apart: a slip of
 * the hand puts a person's name where it does not belong, and errors end up in logs.
 */
final class WrongUse {
    private WrongUse() {}

    static String message(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (wrong.getArgSpec() != null && wrong.getValue() != null) {
            return "Invalid value for " + name(wrong.getArgSpec()) + ": " + form(wrong.getArgSpec());
        }
        return wrong.getCause() == null ? wrong.getMessage() : "The arguments cannot be read";
    }

    private static String unmatched(UnmatchedArgumentException wrong) {
        String first = wrong.getUnmatched().getFirst();
        if (first.startsWith("-")) {
            return "Unknown option: " + first.replaceFirst("=.*", "");
        }
        List<String> similar = wrong.getSuggestions();
        if (!similar.isEmpty()) {
            return "No such command; similar: " + String.join(", ", similar);
        }
        return "A word too many, or no such command: put a value with spaces in quotes";
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String form(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            StringJoiner choice = new StringJoiner(", ");
            argument.completionCandidates().forEach(choice::add);
            return "write one of " + choice;
        }
        if (argument.arity().max() == 0) {
            return "it takes none";
        }
        return argument.typeInfo().isMap() ? "write " + argument.paramLabel() : "write a whole number";
    }
}
