package io.roundhouse.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;
import org.jspecify.annotations.Nullable;

/** An HTTP/2 client without TLS, with prior knowledge, that sends exactly the frames it is told to. */
final class Http2Wire implements AutoCloseable {
    private static final int ANSWER_MILLIS_MAX = 20_000;

    private final Socket socket;
    private final PushbackInputStream ahead;
    private final DataInputStream in;
    private final Map<Integer, Answer> answers = new HashMap<>();
    private final HpackDecoder headers = new HpackDecoder(1 << 16, System::nanoTime);

    /**
     * What came of a stream so far.
     *
     * @param status 0 when there was none
     * @param reset the error code; -1 when the stream was not reset
     */
    record Answer(int status, String type, String body, boolean ended, int reset) {}

    Http2Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(ANSWER_MILLIS_MAX);
        socket.setTcpNoDelay(true);
        ahead = new PushbackInputStream(socket.getInputStream());
        in = new DataInputStream(ahead);
        headers.setMaxTableCapacity(4_096);
        send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(Http2Frame.SETTINGS, 0, 0);
    }

    Http2Wire get(int stream, String path) throws IOException {
        return frame(
                Http2Frame.HEADERS,
                Http2Frame.END_HEADERS | Http2Frame.END_STREAM,
                stream,
                Http2Frame.head("GET", path));
    }

    /** A request whose body, of unknown length, follows. */
    Http2Wire post(int stream, String path) throws IOException {
        return frame(Http2Frame.HEADERS, Http2Frame.END_HEADERS, stream, Http2Frame.head("POST", path));
    }

    Http2Wire data(int stream, String text, boolean last) throws IOException {
        return frame(
                Http2Frame.DATA, last ? Http2Frame.END_STREAM : 0, stream, text.getBytes(StandardCharsets.US_ASCII));
    }

    Http2Wire frame(int type, int flags, int stream, byte... payload) throws IOException {
        return send(Http2Frame.bytes(type, flags, stream, payload));
    }

    Http2Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** The next frame that is wanted. */
    Http2Frame await(Predicate<Http2Frame> wanted) throws IOException {
        Http2Frame frame = next();
        while (!wanted.test(frame)) {
            frame = next();
        }
        return frame;
    }

    Http2Frame await(int type) throws IOException {
        return await(frame -> frame.type() == type);
    }

    /** The answer of a stream, when it has ended or was reset. */
    Answer answer(int stream) throws IOException {
        return await(stream, answer -> answer.ended() || answer.reset() >= 0);
    }

    /** The code with which a stream was reset. */
    int reset(int stream) throws IOException {
        return await(stream, answer -> answer.reset() >= 0).reset();
    }

    private Answer await(int stream, Predicate<Answer> wanted) throws IOException {
        Answer answer = answers.get(stream);
        while (answer == null || !wanted.test(answer)) {
            next();
            answer = answers.get(stream);
        }
        return answer;
    }

    private Http2Frame next() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        Http2Frame frame = new Http2Frame(type, flags, stream, ByteBuffer.wrap(in.readNBytes(length)));
        answers.compute(stream, (key, soFar) -> join(soFar, frame));
        return frame;
    }

    private Answer join(@Nullable Answer before, Http2Frame frame) {
        Answer soFar = before == null ? new Answer(0, "", "", false, -1) : before;
        ByteBuffer payload = frame.payload().duplicate();
        return switch (frame.type()) {
            case Http2Frame.HEADERS -> {
                MetaData.Response head = head(payload);
                String type = head.getHttpFields().get("Content-Type");
                yield new Answer(head.getStatus(), type == null ? "" : type, "", frame.ends(), soFar.reset());
            }
            case Http2Frame.DATA -> {
                String body = soFar.body() + StandardCharsets.UTF_8.decode(payload);
                yield new Answer(soFar.status(), soFar.type(), body, frame.ends(), soFar.reset());
            }
            case Http2Frame.RST_STREAM ->
                new Answer(soFar.status(), soFar.type(), soFar.body(), soFar.ended(), frame.error());
            default -> soFar;
        };
    }

    private MetaData.Response head(ByteBuffer block) {
        try {
            return (MetaData.Response) headers.decode(block);
        } catch (HpackException e) {
            throw new AssertionError("the server sends headers that nobody can read", e);
        }
    }

    /** Whether something has come by then. */
    boolean hears(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            int first = ahead.read();
            if (first >= 0) {
                ahead.unread(first);
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(ANSWER_MILLIS_MAX);
        }
    }

    /** Reads to the end, which comes when the server closes the connection. */
    boolean isClosed() throws IOException {
        try {
            in.readAllBytes();
        } catch (SocketException e) {
            // reset: closed, too
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
