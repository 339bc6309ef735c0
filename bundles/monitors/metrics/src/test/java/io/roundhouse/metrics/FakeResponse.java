package io.roundhouse.metrics;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Keeps what a page answers, and calls back before it takes the body. */
final class FakeResponse {
    private final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Runnable beforeBody;

    FakeResponse(Runnable beforeBody) {
        this.beforeBody = beforeBody;
    }

    Map<String, String> headers() {
        return headers;
    }

    String body() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    HttpServletResponse servlet() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setStatus" -> headers.put("status", arguments[0].toString());
                        case "setContentType" -> headers.put("type", (String) arguments[0]);
                        case "setContentLength" -> headers.put("length", arguments[0].toString());
                        case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                        case "getOutputStream" -> {
                            beforeBody.run();
                            return new Body();
                        }
                        default -> throw new IllegalStateException(method + " is not expected");
                    }
                    return null;
                });
    }

    private final class Body extends ServletOutputStream {
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
