package id.core.plugins.gate;

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** What no plugin may bring, whoever signed it: each of these would get around the checks or the core's borders. */
final class BundleRules {
    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(jar|war|ear|zip|jmod|aar)");
    private static final Map<String, GateVerdict.Refused> HEADERS = Map.of("Fragment-Host",
            new GateVerdict.Refused(RefusalCode.FRAGMENT, "The jar is a fragment: it would put its classes into another bundle"),
            "Bundle-NativeCode",
            new GateVerdict.Refused(RefusalCode.NATIVE_CODE, "The jar brings native code: run it as a process of its own"),
            "DynamicImport-Package", new GateVerdict.Refused(RefusalCode.DYNAMIC_IMPORT,
                    "The jar has DynamicImport-Package: it must name what it imports"));

    private BundleRules() {}

    static void check(ZipLayout layout, Attributes manifest) throws Refusal {
        for (Map.Entry<String, GateVerdict.Refused> header : HEADERS.entrySet()) {
            if (manifest.getValue(header.getKey()) != null) {
                throw new Refusal(header.getValue().code(), header.getValue().why());
            }
        }
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
            String lower = file.name().toLowerCase(Locale.ROOT);
            if (versions || lower.startsWith("meta-inf/versions/")) {
                throw new Refusal(RefusalCode.MULTI_RELEASE, "The jar has classes for some versions of Java only");
            }
            if (ARCHIVE.matcher(lower).matches() || layout.isArchive(file.name())) {
                throw new Refusal(RefusalCode.NESTED_JAR, "The jar has an archive in it: " + file.name());
            }
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
