package id.core.cli;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class MailFolderTest {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private void mail(String name, String recipient, String body) throws IOException {
        Files.writeString(folder.getRoot().toPath().resolve(name), "Message-ID: <999999@example.org>\r\nTo: "
                + recipient + "\r\nSubject: A code\r\n\r\n" + body + "\r\n");
    }

    @Test
    public void everybodyGetsHisOwnCode() throws IOException {
        mail("1.eml", "a@example.org", "Your code is 123456.");
        mail("2.eml", "<b@example.org>", "Your code is 654321.");
        mail("3.txt", "c@example.org", "Your code is 111111.");
        mail("4.eml", "d@example.org", "Your UIN is 278795347141.");
        MailFolder mails = new MailFolder(folder.getRoot().toPath());
        assertEquals("654321", mails.code("b@example.org"));
        assertEquals("123456", mails.code("a@example.org"));
    }

    @Test
    public void theCodeThatCameLastIsGiven() throws IOException {
        mail("1.eml", "a@example.org", "Your code is 123456.");
        MailFolder mails = new MailFolder(folder.getRoot().toPath());
        assertEquals("123456", mails.code("a@example.org"));
        mail("2.eml", "a@example.org", "Your code is 222222.");
        assertEquals("222222", mails.code("a@example.org"));
    }
}
