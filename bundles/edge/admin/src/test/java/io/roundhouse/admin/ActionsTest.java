package io.roundhouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a page may do besides rollouts and canaries. */
class ActionsTest {
    private LiveAdmin admin;

    @BeforeEach
    void start() throws Exception {
        admin = new LiveAdmin();
    }

    @AfterEach
    void stop() throws Exception {
        admin.stop();
    }

    @Test
    void aSwapIsToldStepByStepAndHowItEnded() throws Exception {
        assertThat(Tree.map(Tree.parse(admin.get("/admin/v1/live").body()))).containsEntry("swap", null);

        assertThat(admin.post("/admin/v1/plugins/onnxruntime/swap", "{\"version\":\"1.29.0\"}")
                        .body())
                .isEqualTo("{\"steps\":[{\"name\":\"load\",\"detail\":\"1 model\",\"tookMillis\":400}]}");
        assertThat(swap())
                .containsEntry("over", true)
                .containsEntry("failure", "")
                .containsEntry("version", "1.29.0");

        assertThat(admin.post("/admin/v1/plugins/onnxruntime/swap", "{\"version\":\"0.0.0\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(swap()).containsEntry("failure", "onnxruntime 0.0.0 cannot be had");
        assertThat(Tree.list(swap().get("steps"))).hasSize(1);
    }

    private Map<String, Object> swap() throws Exception {
        return Tree.map(Tree.map(Tree.parse(admin.get("/admin/v1/live").body())).get("swap"));
    }

    @Test
    void attachesAndDetachesMonitors() throws Exception {
        assertThat(admin.post(
                                "/admin/v1/monitors/credit/attach",
                                "{\"monitor\":\"drift\",\"settings\":{\"window\":\"2h\"}}")
                        .body())
                .contains("\"monitors\"", "age has moved")
                .doesNotContain("minilm");
        admin.post("/admin/v1/monitors/credit/detach", "{\"monitor\":\"drift\"}");

        assertThat(admin.monitors.asked).containsExactly("attach drift credit 2h", "detach drift credit");
        assertThat(admin.post("/admin/v1/monitors/credit/attach", "").body()).contains("the body needs 'monitor'");
        assertThat(admin.post("/admin/v1/monitors/credit/attach", "{\"settings\":{\"window\":2}}")
                        .body())
                .contains("'settings' must be an object of strings");
        assertThat(admin.post("/admin/v1/monitors/credit/atach", "").body()).contains("did you mean 'attach'");
    }

    @Test
    void silencesAlerts() throws Exception {
        String body = "{\"labels\":{\"alert\":\"drift\"},\"minutes\":1.5,\"by\":\"ada\",\"reason\":\"known\"}";

        assertThat(admin.post("/admin/v1/alerts/silence", body).body()).contains("\"silences\"");
        admin.post("/admin/v1/alerts/unsilence", "{\"id\":\"7\"}");

        assertThat(admin.post("/admin/v1/alerts/resume", "{\"model\":\"credit\",\"arm\":\"canary\"}")
                        .body())
                .contains("\"drained\"");

        assertThat(admin.rules.asked)
                .containsExactly("silence {alert=drift} PT1M30S ada known", "unsilence 7", "resume credit canary");
        for (String minutes : new String[] {"0", "-1", "1e9"}) {
            assertThat(admin.post("/admin/v1/alerts/silence", "{\"minutes\":" + minutes + "}")
                            .body())
                    .contains("'minutes' must be above 0 and at most 129600");
        }
    }
}
