package id.core.plugins.gate;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** What no plugin may bring, or only with a grant: each of these would get around the checks or the core's borders. */
final class BundleRules {
    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(jar|war|ear|zip|jmod|aar)");
    private static final Pattern LIBRARY = Pattern.compile(".*\\.(so|so\\.[0-9.]+|dll|dylib|jnilib)");
    private static final Pattern OPTIONAL = Pattern.compile("\\s*resolution\\s*:=\\s*\"?optional\"?\\s*");

    private BundleRules() {}

    static void check(ZipLayout layout, Attributes manifest, Set<Grant> grants) throws Refusal {
        if (manifest.getValue("Fragment-Host") != null) {
            throw new Refusal(RefusalCode.FRAGMENT, "The jar is a fragment: it would put its classes into another bundle");
        }
        if (manifest.getValue("Bundle-NativeCode") != null && !grants.contains(Grant.NATIVE_CODE)) {
            throw new Refusal(RefusalCode.NATIVE_CODE, "The jar brings native code: run it as a process of its own,"
                    + " or give its publisher the grant native-code");
        }
        if (manifest.getValue("DynamicImport-Package") != null && !grants.contains(Grant.DYNAMIC_IMPORT)) {
            throw new Refusal(RefusalCode.DYNAMIC_IMPORT, "The jar has DynamicImport-Package: it must name what it imports,"
                    + " or its publisher needs the grant dynamic-import");
        }
        checkImports(manifest.getValue("Import-Package"), grants);
        String name = manifest.getValue("Bundle-SymbolicName");
        if (name == null || name.isBlank()) {
            throw new Refusal(RefusalCode.NOT_A_BUNDLE, "The manifest has no Bundle-SymbolicName: build it as an OSGi bundle");
        }
        String classPath = manifest.getValue("Bundle-ClassPath");
        if (classPath != null && !classPath.strip().equals(".")) {
            throw new Refusal(RefusalCode.NESTED_JAR, "Bundle-ClassPath is " + classPath + ": a plugin's classes lie in the jar itself");
        }
        boolean versions = "true".equalsIgnoreCase(String.valueOf(manifest.getValue("Multi-Release")).strip());
        for (ZipLayout.Entry file : layout.entries()) {
            checkLibrary(layout, file.name(), grants);
            String lower = file.name().toLowerCase(Locale.ROOT);
            if (versions || lower.startsWith("meta-inf/versions/")) {
                throw new Refusal(RefusalCode.MULTI_RELEASE, "The jar has classes for some versions of Java only");
            }
            if (ARCHIVE.matcher(lower).matches() || layout.isArchive(file.name())) {
                throw new Refusal(RefusalCode.NESTED_JAR, "The jar has an archive in it: " + file.name());
            }
        }
    }

    /** An optional import is left out where the grant is missing: the plugin said that it can do without. */
    private static void checkImports(String imports, Set<Grant> grants) throws Refusal {
        for (String clause : Clauses.of(imports == null ? "" : imports, ',')) {
            List<String> parts = Clauses.of(clause, ';');
            if (parts.stream().anyMatch(part -> OPTIONAL.matcher(part).matches())) {
                continue;
            }
            for (String part : parts) {
                Optional<Grant> needed = part.contains("=") ? Optional.empty() : PluginPackages.grantFor(part.strip());
                if (needed.isPresent() && !grants.contains(needed.get())) {
                    throw new Refusal(RefusalCode.FRAMEWORK_ACCESS, "The jar imports " + part.strip()
                            + ", which reaches beyond a plugin: its publisher needs the grant " + needed.get().word());
                }
            }
        }
    }

    private static void checkLibrary(ZipLayout layout, String file, Set<Grant> grants) throws Refusal {
        if (!grants.contains(Grant.NATIVE_CODE)
                && (LIBRARY.matcher(file.toLowerCase(Locale.ROOT)).matches() || layout.isProgram(file))) {
            throw new Refusal(RefusalCode.NATIVE_CODE, "The jar brings native code, " + file
                    + ": run it as a process of its own, or give its publisher the grant native-code");
        }
    }

    /** Readers that do not start at the manifest see none. */
    static void checkFirst(ZipLayout layout) throws Refusal {
        Iterator<ZipLayout.Entry> entries = layout.entries().iterator();
        String first = entries.hasNext() ? entries.next().name() : "";
        if (first.equals("META-INF/") && entries.hasNext()) {
            first = entries.next().name();
        }
        if (!first.equals(JarFile.MANIFEST_NAME)) {
            throw new Refusal(RefusalCode.NOT_A_BUNDLE, "The first file of the jar is not " + JarFile.MANIFEST_NAME);
        }
    }
}
