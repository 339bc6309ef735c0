package io.roundhouse.distribution;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The system's Chromium, without a window. It keeps what pages complain of. */
final class Browser implements AutoCloseable {
    /** Where screenshots go, for a person to look at. */
    private static final Path SHOTS = Path.of("target", "screenshots");

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new ArrayList<>();

    Browser() {
        Path program = Path.of(System.getProperty("roundhouse.chromium", "/usr/bin/chromium"));
        if (!Files.isExecutable(program)) {
            throw new AssertionError("the console is tested in Chromium, and " + program
                    + " is not there: install Debian's package chromium, or name it with -Droundhouse.chromium=PATH");
        }
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(program).setArgs(QUIET));
    }

    Page page(ColorScheme scheme) {
        Page page = chromium.newPage(new com.microsoft.playwright.Browser.NewPageOptions()
                .setViewportSize(1280, 900)
                .setColorScheme(scheme));
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    /** What pages complained of so far. */
    List<String> complaints() {
        return complaints;
    }

    /** Some are meant: a request that is refused, for one. */
    void forgive(String part) {
        complaints.removeIf(complaint -> complaint.contains(part));
    }

    static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
