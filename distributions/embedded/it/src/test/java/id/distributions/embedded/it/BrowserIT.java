package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The start page and the API documents in a real browser. */
public class BrowserIT {
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private RunningProcess system;
    private ChromeDriver browser;
    private HttpApi admin;

    @Before
    public void start() throws Exception {
        assumeTrue("chromium and chromedriver are not installed: the pages are not looked at in a browser",
                CHROMIUM.canExecute() && DRIVER.canExecute());
        Path home = folder.getRoot().toPath().resolve("home");
        system = RunningProcess.start(folder.getRoot().toPath(), "run", "--home", home.toString(), "--port", "0");
        system.awaitReady();
        admin = HttpApi.administrator(home);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--window-size=1200,1400", "--user-data-dir=" + folder.newFolder("browser"));
        browser = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build(), options);
    }

    @After
    public void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (system != null) {
            system.close();
        }
    }

    @Test
    public void theStartPageShowsStatePluginsAndTheEnrollmentsOfTheDay() throws Exception {
        admin.ok("POST", "/station/v1/enrollments",
                admin.enrollment("browser-1", "Bruno Browser", admin.fingers(800, 0)));
        assertEquals("ENROLLED", admin.awaitOutcome("browser-1", 60).path("status").asText());
        browser.get(admin.base() + "/");
        new WebDriverWait(browser, Duration.ofSeconds(20)).until(page -> text().matches("(?s).*Enrolled\\s+1\\b.*"));
        Files.write(Path.of(System.getProperty("idem.work"), "start-page.png"),
                browser.getScreenshotAs(OutputType.BYTES));
        assertTrue(text(), text().contains("id.plugins.abis.sourceafis"));
        assertTrue("no personal data on the open page",
                !text().contains("Bruno") && !browser.getPageSource().contains("Bruno"));
        browser.findElement(By.cssSelector("a[href*='docs']")).click();
        new WebDriverWait(browser, Duration.ofSeconds(20)).until(page -> text().contains("OSIA"));
        assertTrue(URI.create(browser.getCurrentUrl()).getPath().startsWith("/docs"));
        Files.write(Path.of(System.getProperty("idem.work"), "docs-page.png"),
                browser.getScreenshotAs(OutputType.BYTES));
    }

    private String text() {
        return browser.findElement(By.tagName("body")).getText();
    }
}
