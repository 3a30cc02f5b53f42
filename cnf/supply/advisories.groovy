// mvn validate -Dsupply=advisories -Dfrom=FOLDER: takes from a folder of OSV files those that are about what the modules use.
import groovy.json.JsonGenerator
import groovy.json.JsonOutput
import groovy.json.JsonSlurper

if (session.userProperties['supply'] != 'advisories') {
    return
}
File supply = new File(session.request.multiModuleProjectDirectory, 'cnf/supply')
File from = session.userProperties['from'] ? new File(session.userProperties['from'] as String) : null
if (from == null || !from.directory) {
    throw new IllegalStateException('-Dfrom= names the folder of the OSV files')
}
Set<String> used = new File(supply, 'modules.sha256').readLines().collect { line ->
    List<String> path = line.split('  ', 2)[1].split('/') as List
    "${path[0..-4].join('.')}:${path[-3]}" as String
} as Set
def plain = new JsonGenerator.Options().disableUnicodeEscaping().build()
int read = 0
int taken = 0
from.eachFileRecurse { file ->
    if (!file.name.endsWith('.json')) {
        return
    }
    read++
    Map advisory = new JsonSlurper().parse(file, 'UTF-8') as Map
    List ours = advisory.affected.findAll { it.package?.ecosystem == 'Maven' && used.contains(it.package.name) }
    if (ours) {
        // What the check needs, and no more: texts are at the source.
        Map kept = advisory.subMap(['schema_version', 'id', 'modified', 'withdrawn', 'aliases', 'summary']).findAll { it.value }
        kept.affected = ours.collect { one ->
            Map range = [package: one.package.subMap(['ecosystem', 'name'])]
            range << (one.ranges ? [ranges: one.ranges.collect { it.subMap(['type', 'events']) }] : [versions: one.versions])
        }
        // Where nobody says how bad it is, it counts as bad.
        kept.database_specific = [severity: advisory.database_specific?.severity ?: 'HIGH', read_from: "OSV, ${file.name}" as String]
        new File(supply, "advisories/${advisory.id}.json").setText(JsonOutput.prettyPrint(plain.toJson(kept), true) + '\n', 'UTF-8')
        taken++
    }
}
log.info("Took ${taken} of ${read} advisories into cnf/supply/advisories. Look at the difference before you commit it.")
