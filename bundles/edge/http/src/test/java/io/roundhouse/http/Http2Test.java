package io.roundhouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** HTTP/2 without TLS, with prior knowledge, frame by frame. */
class Http2Test {
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int END_OF_ALL = 0x5;
    private static final byte STATUS_200 = (byte) 0x88; // HPACK's static table
    private static final byte STATUS_400 = (byte) 0x8c;

    private static LiveServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new LiveServer(TestSettings.small(), () -> {});
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void answersWithPriorKnowledge() throws Exception {
        try (Socket socket = connect()) {
            request(socket, "/echo");

            assertThat(status(await(socket, HEADERS))).isEqualTo(STATUS_200);
        }
    }

    @Test
    void guardsPathsAsInHttp1() throws Exception {
        try (Socket socket = connect()) {
            request(socket, "/echo/../echo");

            assertThat(status(await(socket, HEADERS))).isEqualTo(STATUS_400);
        }
    }

    @Test
    void tellsHowManyStreamsThereMayBe() throws Exception {
        try (Socket socket = connect()) {
            ByteBuffer settings = await(socket, SETTINGS);

            int streams = -1;
            while (settings.hasRemaining()) {
                short id = settings.getShort();
                int value = settings.getInt();
                streams = id == 3 ? value : streams;
            }
            assertThat(streams).isEqualTo(4);
        }
    }

    @Test
    void endsAConnectionThatFloodsItWithControlFrames() throws Exception {
        try (Socket socket = connect()) {
            for (int i = 0; i < 40; i++) {
                frame(socket, PING, 0, 0, new byte[8]);
            }

            assertThat(await(socket, GO_AWAY).getInt(4)).as("ENHANCE_YOUR_CALM").isEqualTo(11);
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(socket, SETTINGS, 0, 0, new byte[0]);
        return socket;
    }

    /** GET, http, a literal path, a literal authority. */
    private static void request(Socket socket, String path) throws IOException {
        byte[] text = path.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer block = ByteBuffer.allocate(7 + text.length)
                .put(new byte[] {(byte) 0x82, (byte) 0x86, 0x04, (byte) text.length})
                .put(text)
                .put(new byte[] {0x01, 1, 'a'});
        frame(socket, HEADERS, END_OF_ALL, 1, block.array());
    }

    private static void frame(Socket socket, int type, int flags, int stream, byte[] payload) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(ByteBuffer.allocate(9 + payload.length)
                .put((byte) 0)
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array());
        out.flush();
    }

    /** The first header, behind a change of the dynamic table's size if there is one. */
    private static byte status(ByteBuffer block) {
        byte first = block.get();
        if ((first & 0xe0) != 0x20) {
            return first;
        }
        byte next = first;
        while ((first & 0x1f) == 0x1f && (next = block.get()) < 0) {
            // a number goes on while its bytes have the highest bit
        }
        return block.get();
    }

    private static ByteBuffer await(Socket socket, int type) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int found = in.readUnsignedByte();
            in.readUnsignedByte();
            in.readInt();
            byte[] payload = in.readNBytes(length);
            if (found == type && (type != SETTINGS || length > 0)) {
                return ByteBuffer.wrap(payload);
            }
        }
    }
}
