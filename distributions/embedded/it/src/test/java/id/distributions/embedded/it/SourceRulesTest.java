package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.BeforeClass;
import org.junit.Test;

/** What no source of the product may use, whoever writes it. What is exempt is named with its reason. */
public class SourceRulesTest {
    private static List<Path> sources;
    private static Path root;

    @BeforeClass
    public static void find() throws IOException {
        SourceTree tree = new SourceTree();
        root = tree.path("");
        sources = tree.java("src/main/java");
        assertTrue("sources are there: " + sources.size(), sources.size() > 300);
    }

    @Test
    public void nothingEvaluatesCodeOrExpressions() throws IOException {
        nobodyUses("\\bScriptEngine|javax\\.script|\\bGroovyShell|\\bELProcessor|\\bSpelExpression|jdk\\.jshell|\\bToolProvider\\b",
                Map.of());
    }

    @Test
    public void nothingLooksUpByJndi() throws IOException {
        nobodyUses("\\bInitial(Dir|Ldap)?Context\\b|javax\\.naming\\.(directory|spi|Context)\\b", Map.of());
    }

    @Test
    public void nothingReadsSerializedObjects() throws IOException {
        nobodyUses("\\bObjectInputStream\\b|\\bXMLDecoder\\b|activateDefaultTyping|enableDefaultTyping|@JsonTypeInfo", Map.of());
    }

    @Test
    public void commandsOfTheSystemAreListsOfArguments() throws IOException {
        nobodyUses("\\.exec\\(|\"(/bin/)?(ba)?sh\"\\s*,\\s*\"-c\"|\"cmd(\\.exe)?\"", Map.of());
    }

    @Test
    public void noWeakCipherModeOrPaddingIsNamed() throws IOException {
        nobodyUses("\"[^\"]*(/ECB|/CBC|PKCS1Padding|\\bDESede|\\bRC4|\\bBlowfish)[^\"]*\"",
                Map.of("Envelope.java", "RSA-OAEP goes by this name in the JCA: it has but one block"));
    }

    @Test
    public void noBrokenHashIsNamed() throws IOException {
        nobodyUses("\"(MD2|MD4|MD5|SHA1|SHA-1|HmacMD5|HmacSHA1|SHA1with\\w+|MD5with\\w+)\"",
                Map.of("Digests.java", "OSIA's digest header of a buffer: a check sum of the sender's choice, no proof of anything",
                        "Checksum.java", "the check sum of a piece of an upload, which tus has by SHA-1: against broken lines alone"));
    }

    @Test
    public void whatMustNotBeGuessedComesFromTheRandomSource() throws IOException {
        nobodyUses("\\bjava\\.util\\.Random\\b|\\bMath\\.random\\b|\\bThreadLocalRandom\\b|\\bSplittableRandom\\b|\\bRandomStringUtils\\b",
                Map.of("Sessions.java", "pauses before a transaction is tried again", "UinSource.java",
                        "a sample of numbers for the estimate of what filters leave", "DemoPerson.java", "people who are made up",
                        "DemoCommand.java", "the seed of people who are made up", "Options.java",
                        "which port is tried first"));
    }

    private static void nobodyUses(String what, Map<String, String> exempt) throws IOException {
        Pattern pattern = Pattern.compile(what);
        Set<String> users = new TreeSet<>();
        Set<String> idle = new TreeSet<>(exempt.keySet());
        for (Path source : sources) {
            String path = root.relativize(source).toString();
            if (path.startsWith("id.tck") || path.startsWith("id.bench") || path.startsWith("id.fuzz") || path.contains("simulator")) {
                continue;
            }
            if (pattern.matcher(Files.readString(source)).find()) {
                String name = source.getFileName().toString();
                if (exempt.containsKey(name)) {
                    idle.remove(name);
                } else {
                    users.add(path);
                }
            }
        }
        assertEquals(Set.of(), users);
        assertEquals("exempt, and no longer in need of it", Set.of(), idle);
    }
}
