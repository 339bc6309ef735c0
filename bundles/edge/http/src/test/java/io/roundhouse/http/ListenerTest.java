package io.roundhouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerTest {
    private static final String PASSWORD = "changeit";

    @Test
    void saysWhichAddressIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Listener listener = listener(taken.getLocalPort(), new HttpSettings.Tls("", "", "PKCS12"));

            assertThatThrownBy(listener::bind)
                    .hasMessageContaining("cannot listen on")
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()))
                    .hasMessageContaining("set another host or port");
        }
    }

    @Test
    void saysWhatIsWrongWithAKeyStore(@TempDir Path folder) {
        HttpSettings.Tls tls = new HttpSettings.Tls(folder.resolve("none.p12").toString(), PASSWORD, "PKCS12");

        assertThatThrownBy(listener(0, tls)::bind)
                .hasMessageContaining("tls.keystore")
                .hasMessageContaining("none.p12");
    }

    @Test
    void takesOtherListenersAway() throws Exception {
        Server server = new Server();
        ServerConnector other = new ServerConnector(server);
        other.setHost("127.0.0.1");
        server.addConnector(other);
        server.start();
        Listener listener = listener(0, new HttpSettings.Tls("", "", "PKCS12"));
        listener.bind();

        ServerConnector ours = listener.connect(server);
        server.addConnector(ours);
        ours.start();

        assertThat(server.getConnectors()).containsExactly(ours);
        assertThat(other.isRunning()).isFalse();
        server.stop();
    }

    @Test
    void waitsForTheRequestUnderWayWhenItDrains() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayGo = new CountDownLatch(1);
        LiveServer server = new LiveServer(TestSettings.small(), () -> {
            inside.countDown();
            await(mayGo);
        });
        try (Wire wire = new Wire(server.port())) {
            wire.send("GET /throw HTTP/1.1\r\nHost: a\r\n\r\n");
            inside.await(10, TimeUnit.SECONDS);
            Thread drain = new Thread(server.listener::drain, "drain");
            drain.start();
            while (!server.connector.isShutdown()) {
                Thread.onSpinWait();
            }

            assertThat(drain.isAlive()).isTrue();
            mayGo.countDown();

            assertThat(wire.answer()).startsWith("HTTP/1.1 200").contains("Connection: close");
            drain.join(10_000);
            assertThat(drain.isAlive()).isFalse();
        } finally {
            server.close();
        }
    }

    @Test
    void speaksHttp2OverTls(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("store.p12");
        keyStore(file);
        LiveServer server =
                new LiveServer(settings(0, new HttpSettings.Tls(file.toString(), PASSWORD, "PKCS12")), () -> {});
        try {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(file)).build();

            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/echo"))
                            .POST(HttpRequest.BodyPublishers.ofString("hello"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.body()).isEqualTo("hello");
        } finally {
            server.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Listener listener(int port, HttpSettings.Tls tls) {
        return new Listener(settings(port, tls), System::nanoTime);
    }

    private static HttpSettings settings(int port, HttpSettings.Tls tls) {
        return TestSettings.small(port, tls);
    }

    private static void keyStore(Path file) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    private static SSLContext trusting(Path file) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("server", store.getCertificate("server"));
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
