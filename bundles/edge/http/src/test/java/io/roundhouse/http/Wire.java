package io.roundhouse.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends exactly the bytes it is told to. */
final class Wire implements AutoCloseable {
    private static final int ANSWER_MILLIS_MAX = 20_000;

    private final Socket socket;

    Wire(int port) throws IOException {
        this(port, "127.0.0.1");
    }

    /** From one of the many addresses of this machine. */
    Wire(int port, String from) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
        socket.setSoTimeout(ANSWER_MILLIS_MAX);
        socket.setTcpNoDelay(true);
    }

    /** One exchange on a connection of its own. */
    static String exchange(int port, String request) throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send(request);
            return wire.answer();
        }
    }

    Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Everything until the server closes, or the whole of one answer that says its length. */
    String answer() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        int next;
        while (!isWhole(read) && (next = in.read()) >= 0) {
            read.write(next);
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /** The answer, or nothing when none has begun by then. */
    String answerWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            int first = socket.getInputStream().read();
            return first < 0 ? "closed" : (char) first + restOfAnswer();
        } catch (SocketTimeoutException e) {
            return "";
        } finally {
            socket.setSoTimeout(ANSWER_MILLIS_MAX);
        }
    }

    private String restOfAnswer() throws IOException {
        socket.setSoTimeout(ANSWER_MILLIS_MAX);
        return answer();
    }

    /** Whether the server ended the connection without a word. */
    boolean isClosed() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    private static boolean isWhole(ByteArrayOutputStream read) {
        String text = read.toString(StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        int length = text.toLowerCase(Locale.ROOT).indexOf("content-length: ");
        return head >= 0
                && length >= 0
                && length < head
                && text.length()
                        >= head + 4 + Integer.parseInt(text.substring(length + 16, text.indexOf('\r', length)));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
