package id.core.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which plugin is meant. */
final class PluginChoice {
    @Parameters(paramLabel = "NAME", description = "Name of the plugin, as plugin list shows it") private String name;

    @Option(names = "--version", paramLabel = "V",
            description = "Which version; needed only where several are there") private String version;

    String name() {
        return name;
    }

    /** Where the API has it. */
    String path() {
        return "/admin/v1/plugins/" + PathPart.of(name)
                + (version == null ? "" : "?version=" + URLEncoder.encode(version, StandardCharsets.UTF_8));
    }
}
