package io.roundhouse.distribution;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prices that were learnt in autumn hold in spring, and no longer in summer: the monitor says so, and the console why. */
class HotelIT {
    private static final Bookings BOOKINGS = Bookings.read();
    private static Server server;

    @BeforeAll
    static void start(@TempDir Path work) throws Exception {
        Path folder = Path.of(
                Objects.requireNonNull(HotelIT.class.getResource("/hotel/1")).toURI());
        Folders.copy(folder, work.resolve("models/hotel/1"));
        Folders.copy(folder.resolveSibling("model.yaml"), work.resolve("models/hotel/model.yaml"));
        server = Server.start(work.resolve("models"), work);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void alarmsInSummerAndNotBefore() {
        List<String> autumn = new ArrayList<>(BOOKINGS.requests("2016-09", "2016-12"));
        Collections.shuffle(autumn, new Random(1)); // a training set has no order
        ask(autumn.subList(0, 4_000));
        server.await("learnt", () -> report().contains("first comparison") || health().equals("GOOD"));

        List<String> spring = BOOKINGS.requests("2017-02", "2017-05");
        int asked = 0;
        while (health().equals("LEARNING")) { // until the first comparison
            ask(spring.subList(asked % 3_000, asked % 3_000 + 500));
            asked += 500;
            assertThat(asked).as("requests without a comparison: %s", report()).isLessThan(100_000);
        }
        ask(spring);
        assertThat(health()).as(report()).isNotEqualTo("ALARM");

        List<String> july = BOOKINGS.requests("2017-07", "2017-07");
        for (int i = 0; i < 60 && !health().equals("ALARM"); i++) {
            ask(july);
        }

        assertThat(health()).as(report()).isEqualTo("ALARM");
        assertThat(report()).contains("The output price has moved far");
        assertThat(server.get("/metrics").body())
                .containsPattern("roundhouse_drift_alarm\\{[^}]*model=\"hotel\"[^}]*} 1");
        theConsoleShowsWhy();
        theRulesThatAreShippedFindTheirNumbers();
    }

    /** They are weighed every 15 seconds. Without a watching arm one of them has nothing to weigh. */
    private static void theRulesThatAreShippedFindTheirNumbers() {
        server.await("weighed", () -> {
            String alerts = server.get("/admin/v1/alerts").body();
            return alerts.contains("monitor-loses-events")
                    && !alerts.contains("no metric 'roundhouse_monitor")
                    && !alerts.contains("no metric 'roundhouse_alerts");
        });
    }

    private static void theConsoleShowsWhy() {
        try (Browser browser = new Browser();
                Page page = browser.page(ColorScheme.LIGHT)) {
            page.navigate("http://127.0.0.1:" + server.port() + "/console/#/models/hotel");
            assertThat(page.getByText("The output price has moved far")).isVisible();
            assertThat(page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName("price:")))
                    .isVisible();
            Browser.shoot(page, "drift");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void ask(List<String> requests) {
        for (String request : requests) {
            HttpResponse<String> answer = server.post("/v2/models/hotel/infer", request);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private static String report() {
        return server.get("/admin/v1/monitors/hotel").body();
    }

    private static String health() {
        String report = report();
        int at = report.indexOf("\"health\":\"") + "\"health\":\"".length();
        return report.substring(at, report.indexOf('"', at));
    }
}
