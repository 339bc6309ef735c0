package io.roundhouse.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Answers every request with the same bytes from one thread and parses nothing: whatever arrives in one read is one
 * request. What the generator reaches against it is the most it can measure.
 */
final class TrivialServer {
    private static final String BODY = "{\"outputs\":[]}";

    private TrivialServer() {}

    /** Serves until the process is ended. */
    public static void main(String[] args) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])));
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        ByteBuffer in = ByteBuffer.allocateDirect(64 << 10);
        byte[] bytes = ("HTTP/1.1 200 OK\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY)
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer answer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        System.out.println(ChildJvm.READY);
        while (true) {
            selector.select(key -> serve(key, selector, in, answer));
        }
    }

    private static void serve(SelectionKey key, Selector selector, ByteBuffer in, ByteBuffer answer) {
        try {
            if (key.isAcceptable()) {
                SocketChannel accepted = ((ServerSocketChannel) key.channel()).accept();
                accepted.configureBlocking(false);
                accepted.register(selector, SelectionKey.OP_READ);
                return;
            }
            SocketChannel channel = (SocketChannel) key.channel();
            if (channel.read(in.clear()) < 0) {
                channel.close();
            } else {
                channel.write(answer.duplicate());
            }
        } catch (IOException e) {
            key.cancel();
        }
    }
}
