// Every jar from outside that this build uses is the one that modules.sha256 or tools.sha256 beside this file names, byte by byte.
// Runs once a build, before anything is compiled: see README.md beside this file.
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest

import groovy.json.JsonOutput
import org.apache.maven.project.DefaultDependencyResolutionRequest
import org.apache.maven.project.ProjectDependenciesResolver
import org.eclipse.aether.graph.DependencyFilter
import org.eclipse.aether.graph.DependencyNode

Path root = session.request.multiModuleProjectDirectory.toPath()
Path lists = root.resolve('cnf/supply')
Path repository = new File(session.localRepository.basedir).toPath().toRealPath()
boolean refresh = session.userProperties['supply'] == 'refresh'
Set<String> ours = session.allProjects.collect { "${it.groupId}:${it.artifactId}" as String } as Set

boolean foreign(artifact, Set<String> ours) {
    artifact != null && !ours.contains("${artifact.groupId}:${artifact.artifactId}" as String)
}

// What the modules compile, test and ship with: siblings are built here and have no fixed sum.
Set<File> shipped = new HashSet<>()
Map<String, Object> parts = new TreeMap<>()
List<String> workshops = ['id.distributions.embedded.it', 'id.tck', 'id.fuzz']
ProjectDependenciesResolver dependencies = session.container.lookup(ProjectDependenciesResolver)
session.projects.each { module ->
    def request = new DefaultDependencyResolutionRequest(module, session.repositorySession)
    request.resolutionFilter = { DependencyNode node, List<DependencyNode> parents -> foreign(node.artifact, ours) } as DependencyFilter
    dependencies.resolve(request).resolvedDependencies.each { dependency ->
        shipped << dependency.artifact.file
        if (dependency.scope != 'test' && !workshops.contains(module.artifactId)) {
            parts[dependency.artifact.toString()] = dependency.artifact
        }
    }
}

// What builds them: each plugin with all that it loads.
def plugins = session.container.lookup('org.apache.maven.plugin.internal.PluginDependenciesResolver')
Set<File> tools = new HashSet<>()
Map<String, Object> declared = [:]
session.projects.each { module ->
    module.build.plugins.each { plugin ->
        String id = "${plugin.key}:${plugin.version}:${plugin.dependencies*.managementKey}:${plugin.dependencies*.version}"
        declared.putIfAbsent(id, [plugin, module])
    }
}
declared.values().each { plugin, module ->
    def main = plugins.resolve(plugin, module.remotePluginRepositories, session.repositorySession)
    def node = plugins.resolve(plugin, main, null, module.remotePluginRepositories, session.repositorySession)
    def open = new ArrayDeque([node])
    while (open) {
        def next = open.pop()
        if (next.artifact?.file != null) {
            tools << next.artifact.file
        }
        next.children.each { open << it }
    }
    tools << main.file
}

Map<String, Path> byPath(Set<File> files, Path repository) {
    new TreeMap(files.collectEntries { file ->
        Path real = file.toPath().toRealPath()
        [(repository.relativize(real).toString().replace('\\', '/')): real]
    })
}

static String sum(Path file) {
    MessageDigest digest = MessageDigest.getInstance('SHA-256')
    byte[] part = new byte[1 << 16]
    Files.newInputStream(file).withCloseable { input ->
        int read
        while ((read = input.read(part)) > 0) {
            digest.update(part, 0, read)
        }
    }
    HexFormat.of().formatHex(digest.digest())
}

Map<String, Path> modules = byPath(shipped, repository)
Map<String, Path> others = byPath(tools, repository)
others.keySet().removeAll(modules.keySet())
Map<String, Map<String, Path>> used = ['modules.sha256': modules, 'tools.sha256': others]

if (refresh) {
    if (session.projects.size() != session.allProjects.size()) {
        throw new IllegalStateException('Refresh with the whole build: mvn validate -Dsupply=refresh')
    }
    used.each { name, jars ->
        lists.resolve(name).toFile().text = jars.collect { path, file -> "${sum(file)}  ${path}\n" }.join('')
        log.info("Listed ${jars.size()} jars in cnf/supply/${name}. Look at the difference before you commit it.")
    }
    return
}

Map<String, String> pinned = [:]
used.keySet().each { name ->
    lists.resolve(name).toFile().eachLine { line ->
        def (String sum, String path) = line.split('  ', 2)
        pinned[path] = sum
    }
}
List<String> wrong = []
Map<String, Path> all = modules + others
all.each { path, file ->
    if (!pinned.containsKey(path)) {
        wrong << "not listed: $path"
    } else if (pinned[path] != sum(file)) {
        wrong << "not the one that is listed: $path"
    }
}
if (wrong) {
    wrong.each { log.error(it) }
    throw new IllegalStateException("${wrong.size()} of ${all.size()} jars from outside are not those of cnf/supply: see cnf/supply/README.md")
}
log.info("${all.size()} jars from outside are those of cnf/supply")

// The bill of materials of a distribution: what its modules take in, in the form of CycloneDX. The same input makes the same file.
if (session.projects.any { it.artifactId == 'id.distributions.embedded' }) {
    List components = parts.values().collect { part ->
        String where = "pkg:maven/${part.groupId}/${part.artifactId}@${part.version}"
        String purl = part.classifier ? "${where}?classifier=${part.classifier}" : where
        [type: 'library', 'bom-ref': purl, group: part.groupId, name: part.artifactId, version: part.version, purl: purl,
         hashes: [[alg: 'SHA-256', content: sum(part.file.toPath())]]]
    }
    Map bill = [bomFormat: 'CycloneDX', specVersion: '1.6', version: 1,
                metadata: [component: [type: 'application', group: 'id.idem', name: 'idem', version: session.topLevelProject.version]],
                components: components]
    Path file = root.resolve('target/sbom.cdx.json')
    Files.createDirectories(file.parent)
    Files.writeString(file, JsonOutput.prettyPrint(JsonOutput.toJson(bill)) + '\n')
}
