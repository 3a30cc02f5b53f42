package id.distributions.embedded.it;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The kinds of plugins that a vendor of these tests offers, one jar each: a component that watches over its own life
 * ({@code com.example.vendor}), around what the distribution's own plugin of the kind does, with its libraries, where
 * there is one.
 */
enum VendorKind {
    DEVICE("device.CaptureDevice", "VendorDevice", "(device.modality=FINGER)", List.of("id.plugins.devices.simulator"),
            """
                    <property name="device.serial" value="VENDOR-1"/>
                    <property name="subject" type="Long" value="1"/>
                    <property name="acquisitionMs" type="Integer" value="0"/>
                    <property name="cachedFingers" type="Integer" value="32"/>
                    <property name="device.modality" value="FINGER"/>
                    <property name="device.make" value="Example"/>
                    <property name="device.model" value="Simulated scanner"/>
                    """),
    MATCHER("matching.BiometricMatcher", "VendorMatcher", "(&(modality=FINGER)(formats=ISO19794_2_2005))",
            Libraries.MATCHING, """
                    <property name="maxPixels" type="Long" value="4000000"/>
                    <property name="minimumMinutiae" type="Integer" value="8"/>
                    <property name="modality" value="FINGER"/>
                    <property name="formats" type="String">
                    PNG
                    ISO19794_2_2005
                    </property>
                    """),
    ABIS("matching.AbisEngine", "VendorEngine", "(&(modality=FINGER)(gallery=residents))", Libraries.MATCHING, """
            <property name="gallery" value="residents"/>
            <property name="threads" type="Integer" value="2"/>
            <property name="maxEncounters" type="Integer" value="100000"/>
            <property name="modality" value="FINGER"/>
            """),
    PRINTER("printer.CredentialPrinter", "VendorPrinter", "(printer.layouts=id-1-pdf)",
            List.of("id.plugins.printers.pdf", "pdfbox", "pdfbox-io", "fontbox", "core", "commons-logging"), """
                    <property name="title" value="Identity card"/>
                    <property name="numberLabel" value="Card number"/>
                    <property name="issuedLabel" value="Date of issue"/>
                    <property name="expiresLabel" value="Valid until"/>
                    <property name="notice" value="Made by a vendor."/>
                    <property name="color" value="#17505B"/>
                    <property name="maxPortraitPixels" type="Long" value="25000000"/>
                    <property name="printer.layouts" value="id-1-pdf"/>
                    """),
    NOTIFIER("notification.Notifier", "VendorNotifier", "(channel=email)", List.of(),
            "<property name=\"channel\" value=\"email\"/><property name=\"folder\" value=\"${home}/vendor-mail\"/>"),
    STAGE("enrollment.EnrollmentStage", "VendorStage", "(stage.name=vendor)", List.of(),
            "<property name=\"stage.name\" value=\"vendor\"/>"),
    FACTOR("verification.AuthenticationFactor", "VendorFactor", "(factor=address)", List.of(),
            "<property name=\"factor\" value=\"address\"/>"),
    STORE("storage.ObjectStore", "VendorStore", "(objects.kind=vendor)", List.of("id.plugins.storage.objects.folder"),
            "<property name=\"objects.kind\" value=\"vendor\"/><property name=\"folder\" value=\"${home}/vendor-objects\"/>");

    private final String spi;
    private final String component;
    private final String filter;
    private final List<String> embedded;
    private final String properties;

    VendorKind(String spi, String component, String filter, List<String> embedded, String properties) {
        this.spi = "id.api." + spi;
        this.component = component;
        this.filter = filter;
        this.embedded = embedded;
        this.properties = properties;
    }

    /** What several kinds bring along. */
    private static final class Libraries {
        static final List<String> MATCHING = List.of("id.plugins.abis.sourceafis", "jackson-core", "jackson-databind",
                "jackson-annotations", "commons-io");
    }

    /** Symbolic name of its bundle. */
    String plugin() {
        return "com.example.vendor." + capability();
    }

    /** Name of its kind in the capability {@code id.plugin}. */
    String capability() {
        return this == STORE ? "storage" : name().toLowerCase(java.util.Locale.ROOT);
    }

    String spi() {
        return spi;
    }

    /** How the core asks for a plugin of this kind. */
    String filter() {
        return filter;
    }

    /** Names of the distribution's jars, without version, whose content the vendor's jar brings along. */
    List<String> embedded() {
        return embedded;
    }

    String componentName() {
        return "com.example.vendor." + component;
    }

    /** The component's description; every version goes before the distribution's own plugin. */
    String description(String version, Path home, String more) {
        int parameters = switch (this) {
            case ABIS -> 3;
            case DEVICE, MATCHER, PRINTER -> 2;
            case NOTIFIER, STAGE, FACTOR, STORE -> 1;
        };
        String text = """
                <?xml version="1.0" encoding="UTF-8"?>
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="${component}" activate="start"
                  deactivate="stop" init="${parameters}">
                  <property name="vendor.version" value="${version}"/>
                  <property name="service.ranking" type="Integer" value="100"/>
                  ${properties}
                  <service><provide interface="${spi}"/></service>
                  ${references}
                  <implementation class="${component}"/>
                </scr:component>
                """;
        String references = this == ABIS
                ? "<reference name=\"source\" interface=\"id.api.matching.GallerySource\" parameter=\"2\"/>"
                : "";
        Map<String, String> values = Map.of("properties", properties, "references", references + more, "component",
                componentName(), "spi", spi, "version", version, "parameters", Integer.toString(parameters), "home",
                home.toString());
        for (int nesting = 0; nesting < 2; nesting++) {
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
        }
        return text;
    }
}
