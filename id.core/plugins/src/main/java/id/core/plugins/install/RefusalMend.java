package id.core.plugins.install;

import id.core.plugins.gate.RefusalCode;

/** What an operator does about a refusal: the column of docs/operator.md. */
final class RefusalMend {
    private RefusalMend() {}

    static String of(RefusalCode code) {
        return switch (code) {
            case NOT_A_JAR -> "Copy it again";
            case AMBIGUOUS_JAR -> "Ask the vendor to build it with common tools";
            case TOO_LARGE -> "Ask the vendor for a smaller one";
            case NOT_A_BUNDLE -> "Ask the vendor: it is not a plugin";
            case UNSIGNED -> "Ask the vendor for a signed one";
            case SIGNATURE_STRIPPED, PARTLY_SIGNED, TAMPERED, ENTRY_MISSING ->
                "Get it from the vendor itself, and ask who changed it";
            case SIGNATURE_BROKEN -> "Get it again; when it persists, the vendor signs it anew";
            case SIGNED_TWICE -> "Ask the vendor for one with its signature only";
            case TRUST_UNREADABLE -> "Mend the file in conf/trust that it names";
            case UNTRUSTED -> "Add the publisher to conf/trust, if you trust it";
            case CHAIN_BROKEN -> "Ask the vendor; it may be a forgery";
            case EXPIRED -> "Ask for a jar signed with a valid certificate";
            case NOT_YET_VALID -> "Look at the clock of this machine";
            case REVOKED -> "Do not use it; ask the vendor";
            case CRL_UNUSABLE -> "Fetch the revocation list anew";
            case NOT_FOR_CODE -> "Ask the vendor to sign with a code signing certificate";
            case NESTED_JAR -> "Ask the vendor to put the classes into the jar itself";
            case MULTI_RELEASE -> "Ask the vendor for one without classes by version of Java";
            case FRAGMENT -> "Ask the vendor for a bundle of its own";
            case NATIVE_CODE -> "Let it run as a process of its own, or grant it in conf/trust";
            case DYNAMIC_IMPORT -> "Ask the vendor to name the packages, or grant it in conf/trust";
            case FRAMEWORK_ACCESS -> "Ask the vendor for service components instead, or grant framework in conf/trust";
            case COMPONENT_UNREADABLE -> "Ask the vendor: the declaration of a component is damaged";
            case KIND_UNDECLARED -> "Ask the vendor for Provide-Capability: id.plugin;kind=...";
            case KIND_NOT_GRANTED -> "Extend the publisher's kinds in conf/trust, if you mean it";
        };
    }
}
