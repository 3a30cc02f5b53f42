package id.plugins.storage.sql;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/** Values reach SQL as bound parameters (#{}), never as its text (${}); and no SQL is put together in Java. */
public class ParametersAreBoundTest {
    @Test
    public void noMapperPutsAValueIntoItsText() throws IOException {
        List<Path> mappers = files("src/main/resources", ".xml");
        assertTrue("mappers are there: " + mappers.size(), mappers.size() > 10);
        for (Path mapper : mappers) {
            assertEquals(mapper.toString(), -1, Files.readString(mapper).indexOf("${"));
        }
    }

    @Test
    public void noStatementIsPutTogetherInJava() throws IOException {
        for (Path source : files("src/main/java", ".java")) {
            String text = Files.readString(source);
            assertTrue(source.toString(), !text.matches("(?is).*\"\\s*(select|insert into|update|delete from)\\s[^\"]*\"\\s*\\+.*"));
            assertTrue(source.toString(), !text.matches("(?s).*@(Select|Insert|Update|Delete)(Provider)?\\(.*"));
        }
    }

    private static List<Path> files(String folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }
}
