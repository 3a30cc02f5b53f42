package id.core.plugins.gate;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The kinds that a jar says it offers: by {@code Provide-Capability: id.plugin;kind=...} and by the interfaces of its
 * service components. An interface of {@code id.api} that is no SPI, or one of somebody else (a servlet, a resource),
 * is a kind by its full name: nobody has it by chance. Interfaces of the jar itself are its own affair.
 */
final class DeclaredKinds {
    private static final Pattern CAPABILITY = Pattern.compile("\\s*id\\.plugin\\s*(;.*)?", Pattern.DOTALL);
    private static final Pattern KIND = Pattern.compile(";\\s*kind\\s*(?::\\s*(?:String|List<String>)\\s*)?=\\s*(\"[^\"]*\"|[^;\"]*)");

    private final ZipLayout layout;
    private final Attributes manifest;
    private final Set<String> kinds = new TreeSet<>();

    private DeclaredKinds(ZipLayout layout, Attributes manifest) {
        this.layout = layout;
        this.manifest = manifest;
    }

    static Set<String> of(ZipLayout layout, Attributes manifest) throws Refusal {
        DeclaredKinds declared = new DeclaredKinds(layout, manifest);
        declared.readCapabilities();
        declared.readComponents();
        return declared.kinds;
    }

    private void readCapabilities() {
        for (String clause : Clauses.of(header("Provide-Capability"), ',')) {
            if (CAPABILITY.matcher(clause).matches()) {
                Matcher kind = KIND.matcher(clause);
                while (kind.find()) {
                    for (String word : kind.group(1).replace("\"", "").split(",")) {
                        kinds.add(word.strip());
                    }
                }
            }
        }
    }

    private void readComponents() throws Refusal {
        for (String clause : Clauses.of(header("Service-Component"), ',')) {
            String path = clause.split(";", -1)[0].strip();
            if (!path.isEmpty()) {
                List<String> found = found(path.startsWith("/") ? path.substring(1) : path);
                for (String file : found) {
                    readComponent(file);
                }
                if (found.isEmpty()) {
                    throw unreadable(path, "it is not in the jar");
                }
            }
        }
    }

    /** A path may have stars in its last part. */
    private List<String> found(String path) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        String[] parts = path.substring(folder.length()).split("\\*", -1);
        StringBuilder last = new StringBuilder(Pattern.quote(folder));
        for (int i = 0; i < parts.length; i++) {
            last.append(i == 0 ? "" : "[^/]*").append(Pattern.quote(parts[i]));
        }
        Pattern names = Pattern.compile(last.toString());
        return layout.files().stream().map(ZipLayout.Entry::name).filter(name -> names.matcher(name).matches()).toList();
    }

    private void readComponent(String file) throws Refusal {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(layout.content(file)));
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw unreadable(file, "it has a document type");
                }
                if (event == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("provide")) {
                    add(reader.getAttributeValue(null, "interface"));
                }
            }
        } catch (XMLStreamException | RuntimeException wrong) {
            // The JDK's parser lacks texts for some faults, and fails looking for them.
            throw unreadable(file, "it is no sound XML");
        }
    }

    private void add(String type) {
        if (type != null && !isOwn(type.strip())) {
            kinds.add(KindNames.of(type.strip()));
        }
    }

    /** A class of the jar counts as its own only where no import could put another in its place. */
    private boolean isOwn(String type) {
        String name = type.substring(0, Math.max(type.lastIndexOf('.'), 0));
        boolean elsewhere = name.startsWith("id.api") || !header("Require-Bundle").isEmpty()
                || Pattern.compile("[,;\\s\"]").splitAsStream(header("Import-Package")).anyMatch(name::equals);
        return !elsewhere && layout.has(type.replace('.', '/') + ".class");
    }

    private String header(String name) {
        String value = manifest.getValue(name);
        return value == null ? "" : value;
    }

    private static Refusal unreadable(String file, String why) {
        return new Refusal(RefusalCode.COMPONENT_UNREADABLE, "The service component " + file + " cannot be read: " + why);
    }
}
