package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.distributions.embedded.it.ApiDocuments.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.BeforeClass;
import org.junit.Test;

/** docs/fields.md tells of every operation and every field, who is let in, and which fields are of a person. */
public class FieldsPageTest {
    private static final String PAGE = "fields.md";
    private static final String ROLES = "id.core/http.console/src/test/resources/endpoint-roles.txt";
    /** Words of fields that hold data of a person wherever they stand. */
    private static final Set<String> PERSONAL = Set.of("uin", "attributes", "biographicData", "biometricData", "contactData", "samples",
            "template",
            "image", "fullName", "personId", "documentData", "initialPassword");
    private static final Set<String> SECRET = Set.of("password", "newPassword", "code", "initialPassword", "hash", "passwordHash", "secret",
            "privateKey", "pin");

    private static ApiDocuments documents;

    @BeforeClass
    public static void read() throws IOException {
        documents = new ApiDocuments();
        assertTrue(documents.operations().size() > 80 && documents.shapes().size() > 80);
    }

    @Test
    public void everyOperationHasItsRow() throws IOException {
        Map<String, String> operations = new TreeMap<>();
        roles().keySet().forEach(operation -> operations.put(operation, ROLES));
        DocTable table = new DocTable(PAGE, "Operations");
        table.tellsOf(operations);
        table.isFilled(6);
    }

    @Test
    public void whoIsLetInAndWhatIsTakenAndGivenIsAsThePageSays() throws IOException {
        Map<String, List<String>> roles = roles();
        Set<String> wrong = new TreeSet<>();
        new DocTable(PAGE, "Operations").rows().forEach((name, cells) -> {
            List<String> entry = roles.get(name);
            if (entry == null) {
                return; // told by the other test
            }
            Operation operation = documents.operations().getOrDefault(name, new Operation("", "", Set.of(), Set.of()));
            compare(wrong, name + ", scope", operation.scope().isEmpty() ? Set.of() : Set.of(operation.scope()), cells.get(1));
            String open = entry.getFirst().equals("O") ? "everybody" : "people, for themselves";
            String let = entry.size() == 1 ? open : String.join(", ", entry.subList(1, entry.size()));
            if (!let.equals(cells.get(2))) {
                wrong.add(name + ", roles: " + let + ", and the page says " + cells.get(2));
            }
            String where = Map.of("E", "everywhere only", "P", "of their places", "N", "-", "O", "-").get(entry.getFirst());
            if (!where.equals(cells.get(3))) {
                wrong.add(name + ", where: " + where + ", and the page says " + cells.get(3));
            }
            compare(wrong, name + ", takes", operation.takes(), cells.get(4));
            compare(wrong, name + ", gives", operation.gives(), cells.get(5));
        });
        assertEquals("docs/fields.md, Operations", Set.of(), wrong);
    }

    @Test
    public void everyShapeAndFieldIsTold() throws IOException {
        Map<String, String> shapes = new TreeMap<>();
        documents.shapes().keySet().forEach(shape -> shapes.put(shape, "the API document " + shape.replaceAll(":.*", "")));
        DocTable table = new DocTable(PAGE, "Shapes");
        table.tellsOf(shapes);
        table.isFilled(3);
        Set<String> wrong = new TreeSet<>();
        table.rows().forEach((name, cells) -> compare(wrong, name, documents.shapes().get(name), cells.get(1)));
        assertEquals("docs/fields.md, Shapes", Set.of(), wrong);
    }

    @Test
    public void fieldsOfPersonsAreTold() throws IOException {
        Set<String> wrong = new TreeSet<>();
        new DocTable(PAGE, "Shapes").rows().forEach((name, cells) -> {
            Set<String> told = new TreeSet<>(DocTable.names(cells.get(2)));
            Set<String> fields = documents.shapes().getOrDefault(name, Set.of());
            Set<String> known = new TreeSet<>(fields);
            known.retainAll(PERSONAL);
            known.removeAll(told);
            known.forEach(field -> wrong.add(name + ": " + field + " is of a person, and the page does not say so"));
            told.removeAll(fields);
            told.forEach(field -> wrong.add(name + " has no field " + field));
        });
        assertEquals("docs/fields.md, Shapes, last column", Set.of(), wrong);
        new DocTable(PAGE, "Operations").rows().forEach((name, cells) -> assertTrue(name + " gives a number outside of a shape",
                !DocTable.names(cells.get(5)).contains("uin")));
    }

    @Test
    public void nothingOfAdminGivesAttributes() {
        documents.operations().forEach((name, operation) -> {
            if (operation.document().equals("admin")) {
                Set<String> given = withShapes(operation.gives());
                given.retainAll(Set.of("attributes", "biographicData", "biometricData", "samples", "documents", "template", "image"));
                assertEquals(name, Set.of(), given);
            }
        });
    }

    @Test
    public void nothingGivesASecretButTheFirstPassword() {
        documents.operations().forEach((name, operation) -> {
            Set<String> given = withShapes(operation.gives());
            given.retainAll(SECRET);
            // An error has a code, and an entry of the trail the hash of the chain.
            given.removeAll(Set.of("code", "hash"));
            boolean first = name.equals("POST /admin/v1/staff") || name.startsWith("POST /admin/v1/staff/{name}/reset");
            assertEquals(name, first ? Set.of("initialPassword") : Set.of(), given);
        });
    }

    private static Set<String> withShapes(Set<String> names) {
        Set<String> all = new LinkedHashSet<>(names);
        boolean more = true;
        while (more) {
            Set<String> next = new LinkedHashSet<>(all);
            all.forEach(name -> next.addAll(documents.shapes().getOrDefault(name, Set.of())));
            more = next.size() > all.size();
            all = next;
        }
        return all;
    }

    private static void compare(Set<String> wrong, String what, Set<String> code, String cell) {
        Set<String> missing = new TreeSet<>(code);
        DocTable.names(cell).forEach(missing::remove);
        missing.forEach(name -> wrong.add(what + ": add `" + name + "`"));
        Set<String> idle = new TreeSet<>(DocTable.names(cell));
        idle.removeAll(code);
        idle.forEach(name -> wrong.add(what + ": take out `" + name + "`"));
    }

    /** @return how an operation treats places, then whom it lets in */
    private static Map<String, List<String>> roles() throws IOException {
        Map<String, List<String>> roles = new TreeMap<>();
        for (String line : Files.readAllLines(new SourceTree().path(ROLES))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                List<String> parts = Arrays.asList(line.strip().split("\\s+"));
                roles.put(parts.get(0) + " " + parts.get(1), parts.subList(2, parts.size()));
            }
        }
        return roles;
    }
}
