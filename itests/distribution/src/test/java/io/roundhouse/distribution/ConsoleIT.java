package io.roundhouse.distribution;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console as a person has it: the distribution, a browser, requests meanwhile. */
class ConsoleIT {
    private static final Path TOKENS = Server.HOME.resolve("etc/tokens");

    private static Server server;
    private static Launcher launcher;
    private static Browser browser;
    private static Thread load;
    private static volatile boolean stop;

    private Page page;

    @BeforeAll
    static void start(@TempDir Path work) {
        server = Server.start(Server.HOME.resolve("models"), work);
        launcher = new Launcher(server.data(), work);
        browser = new Browser();
        load = new Thread(ConsoleIT::ask, "load");
        load.start();
    }

    /** A hundred requests a second, until the tests are over. */
    private static void ask() {
        while (!stop) {
            server.post("/v2/models/credit/infer", Requests.credit());
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @AfterAll
    static void stop() throws InterruptedException, IOException {
        Files.deleteIfExists(TOKENS);
        stop = true;
        load.join();
        browser.close();
        server.close();
    }

    @BeforeEach
    void open() {
        page = browser.page(ColorScheme.LIGHT);
        page.navigate(address());
    }

    @AfterEach
    void nothingWasComplainedOf() {
        page.close();
        assertThat(browser.complaints()).isEmpty();
    }

    private static String address() {
        return "http://127.0.0.1:" + server.port() + "/console/";
    }

    @Test
    void showsEveryModelLive() {
        Locator credit = row("credit");
        assertThat(credit.getByText("live")).isVisible();
        assertThat(row("minilm")).isVisible();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("live,");

        page.waitForFunction("() => [...document.querySelectorAll('tbody tr')].some(row =>"
                + " row.textContent.startsWith('credit') && Number(row.children[3].textContent) > 1)");

        Browser.shoot(page, "models");
    }

    private Locator row(String model) {
        return page.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(
                                AriaRole.LINK,
                                new Page.GetByRoleOptions().setName(model).setExact(true))));
    }

    @Test
    void showsOneModelAndAsksIt() {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("mlp").setExact(true))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("mlp")))
                .isVisible();

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ask"))
                .click();

        assertThat(page.getByText("Answered by version 1")).isVisible();
        Browser.shoot(page, "model");
    }

    @Test
    void aMistakeInAFieldIsASentence() {
        page.navigate(address() + "#/models/mlp");
        page.getByLabel("x, FP32").fill("1, two, 3");

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ask"))
                .click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("'x' takes numbers with commas between, found 'two'");
    }

    @Test
    void everyPageIsReachedByKeyboardAlone() {
        String step = "Tab";
        for (String heading : List.of("Plugins", "Alerts", "Trends", "Models")) {
            for (int i = 0; i < 10 && !focused().startsWith(heading); i++) {
                page.keyboard().press(step);
            }
            assertThat(focused()).startsWith(heading);
            page.keyboard().press("Enter");
            assertThat(page.getByRole(
                            AriaRole.HEADING,
                            new Page.GetByRoleOptions().setName(heading).setLevel(1)))
                    .isVisible();
            Browser.shoot(page, heading.toLowerCase(Locale.ROOT));
            step = "Shift+Tab"; // a new page has the focus at its beginning: the links are just before
        }
    }

    private String focused() {
        return String.valueOf(page.evaluate("document.activeElement.textContent"))
                .strip();
    }

    @Test
    void weighsLittle() {
        page.waitForFunction("() => performance.getEntriesByName('first-contentful-paint').length > 0");
        double weight = ((Number)
                        page.evaluate(
                                "performance.getEntriesByType('resource').concat("
                                        + "performance.getEntriesByType('navigation')).reduce((sum, one) => sum + one.encodedBodySize, 0)"))
                .doubleValue();

        assertThat(weight).as("bytes").isBetween(10_000.0, 500_000.0);
    }

    private Locator button(String words) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words).setExact(true));
    }

    private Locator who() {
        return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Who looks at this"));
    }

    @Test
    void signsInByKeyboardAndActs() {
        server.act(
                "/admin/v1/alerts/silence",
                "{\"labels\":{\"alert\":\"drift\"},\"by\":\"ada\",\"reason\":\"to be ended\"}");
        page.navigate(address() + "#/alerts");
        assertThat(button("end")).isDisabled();
        assertThat(button("end"))
                .hasAccessibleDescription("To act takes the role admin; anonymous has the role viewer."
                        + " Sign in, above, with an admin's token.");

        button("Sign in").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("Token")).isFocused();
        page.keyboard().type("wrong");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("the token is not known here");
        Browser.shoot(page, "sign-in");
        page.keyboard().type(server.token()); // what was wrong is selected
        page.keyboard().press("Enter");

        assertThat(who()).containsText("owner, admin");
        assertThat(button("Sign out")).isFocused();
        button("end").click();
        assertThat(button("end")).hasCount(0);

        button("Sign out").click();
        assertThat(who()).hasText("Sign in");
        browser.forgive("401");
    }

    @Test
    void aViewerCannotAndIsToldWhy() {
        String added = launcher.run("token", "add", "grafana", "--role", "viewer");
        String token = added.strip().substring(added.strip().lastIndexOf('\n') + 1);
        page.navigate(address() + "#token=" + token);
        assertThat(who()).containsText("grafana, viewer");
        assertThat(page.url()).isEqualTo(address() + "#/");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Plugins"))
                .click();
        assertThat(button("Exchange")).isDisabled();
        assertThat(page.getByText("To act takes the role admin; grafana has the role viewer."))
                .isVisible();
        Browser.shoot(page, "viewer");

        launcher.run("token", "remove", "grafana");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("the token is not known here, or not any more");
        assertThat(who()).hasText("Sign in");
        browser.forgive("401");
    }

    @Test
    void theLauncherTellsTheTokenToATerminalOnly() throws Exception {
        assertThat(launcher.run("status")).contains("console: " + address()).doesNotContain(server.token(), "#token");

        Process terminal = new ProcessBuilder(
                        "script",
                        "-qec",
                        Server.HOME.resolve("bin/roundhouse") + " --data " + server.data() + " status",
                        "/dev/null")
                .redirectErrorStream(true)
                .start();
        terminal.getOutputStream().close();
        String text = new String(terminal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).contains("console: " + address() + "#token=" + server.token());
    }

    @Test
    void hasADarkFace() {
        try (Page dark = browser.page(ColorScheme.DARK)) {
            dark.navigate(address() + "#/models/credit");
            assertThat(dark.getByText("Versions and the arms they answer for")).isVisible();
            Object ground = dark.evaluate("getComputedStyle(document.body).backgroundColor");
            assertThat(ground).isEqualTo("rgb(20, 23, 26)");
            Browser.shoot(dark, "dark");
        }
    }

    @Test
    void nothingThatIsSaidBecomesMarkup() {
        page.navigate(address() + "#/models/%3Cimg%20src=x%20onerror=alert(1)%3E");

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("<img src=x onerror=alert(1)>");
        assertThat(page.locator("main img").count()).isZero();
    }
}
