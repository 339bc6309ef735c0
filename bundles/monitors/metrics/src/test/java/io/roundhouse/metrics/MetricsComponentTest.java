package io.roundhouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.InferenceException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsComponentTest {
    private final MetricsComponent component = new MetricsComponent(new Limits(Limits.ARMS_MAX, true));

    @BeforeEach
    void start() {
        component.start();
    }

    @AfterEach
    void stop() {
        component.stop();
    }

    @Test
    void showsTheProcess() throws IOException {
        assertThat(get("text/plain").body())
                .contains("jvm_memory_used_bytes{area=\"heap\"")
                .contains("jvm_gc_memory_allocated_bytes_total")
                .contains("jvm_threads_live_threads")
                .contains("jvm_classes_loaded_classes")
                .contains("process_cpu_usage")
                .contains("process_uptime_seconds")
                .contains("process_files_open_files")
                .contains("process_memory_resident_bytes ");
    }

    @Test
    void speaksOpenMetricsToThoseThatAskForIt() throws IOException {
        Page plain = get(null);
        Page open = get("application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.3");

        assertThat(plain.headers())
                .containsEntry("type", "text/plain; version=0.0.4; charset=utf-8")
                .containsEntry("length", Integer.toString(plain.body().length()))
                .containsEntry("Cache-Control", "no-store");
        assertThat(open.headers()).containsEntry("type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void answersAProtobufScraperWithText() throws IOException {
        assertThat(get("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily")
                        .headers())
                .containsEntry("type", "text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void hasTheDefaultsThatAreDocumented() throws NoSuchMethodException {
        assertThat(MetricsComponent.Config.class.getDeclaredMethod("arms_max").getDefaultValue())
                .isEqualTo(500);
        assertThat(MetricsComponent.Config.class.getDeclaredMethod("histograms").getDefaultValue())
                .isEqualTo(true);
    }

    @Test
    void refusesALimitThatCannotBe() {
        assertThatThrownBy(() -> new Limits(0, true))
                .isInstanceOf(InferenceException.class)
                .hasMessage("arms.max must be 1..10000, was 0");
    }

    @Test
    void leavesNoThreadBehind() {
        MetricsComponent other = new MetricsComponent(new Limits(1, true));
        other.start();
        other.stop();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("metrics") || name.contains("prometheus"));
    }

    private record Page(Map<String, String> headers, String body) {}

    private Page get(@Nullable String accept) throws IOException {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> method.getName().equals("getHeader") ? accept : null);
        Map<String, String> headers = new HashMap<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setContentType" -> headers.put("type", (String) arguments[0]);
                        case "setContentLength" -> headers.put("length", arguments[0].toString());
                        case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                        case "getOutputStream" -> {
                            return new Body(body);
                        }
                        default -> throw new IllegalStateException(method + " is not expected");
                    }
                    return null;
                });
        component.doGet(request, response);
        return new Page(headers, body.toString(StandardCharsets.UTF_8));
    }

    private static final class Body extends ServletOutputStream {
        private final ByteArrayOutputStream bytes;

        Body(ByteArrayOutputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}
    }
}
