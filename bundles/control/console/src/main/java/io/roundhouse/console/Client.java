package io.roundhouse.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The other end of the door, started by the launcher: {@code Client DATA TERM COLUMNS LINES [COMMAND...]}. Without a
 * command, standard input is the keyboard of a conversation; the launcher has put the terminal into raw mode.
 */
final class Client {
    private static final int UNREACHABLE = 69; // EX_UNAVAILABLE of sysexits.h: not a status of the command itself

    private Client() {}

    public static void main(String[] args) {
        Path data = Path.of(args[0]);
        List<String> words = List.of(args).subList(4, args.length);
        Hello hello = new Hello(args[1], size(args[2], 80), size(args[3], 24), String.join(" ", words));
        try (Wire wire = connect(data)) {
            System.exit(converse(wire, hello, System.in, System.out, System.err));
        } catch (IOException e) {
            System.err.println(
                    "roundhouse: no server answers in " + data + " (" + e.getMessage() + "); is it running?");
            System.exit(UNREACHABLE);
        }
    }

    /** A terminal that does not know its size says 0. */
    private static int size(String said, int otherwise) {
        int size = Integer.parseInt(said);
        return size > 0 ? size : otherwise;
    }

    private static Wire connect(Path data) throws IOException {
        Path socket = Path.of(Files.readString(data.resolve(Address.FILE), UTF_8));
        return new Wire(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    /** Runs until the server says how it ended. A single command does not read {@code in}: scripts need theirs. */
    static int converse(Wire wire, Hello hello, InputStream in, OutputStream out, OutputStream err) throws IOException {
        wire.write(Frame.Kind.HELLO, hello.bytes());
        if (hello.isConversation()) {
            Thread keyboard = new Thread(() -> forward(in, wire), "roundhouse-keyboard");
            keyboard.setDaemon(true);
            keyboard.start();
        }
        while (true) {
            Frame frame = wire.read();
            switch (frame.kind()) {
                case OUTPUT -> show(out, frame);
                case ERROR -> show(err, frame);
                case EXIT -> {
                    return frame.bytes()[0];
                }
                case HELLO, INPUT -> throw new IOException("the server sent " + frame.kind());
            }
        }
    }

    private static void show(OutputStream stream, Frame frame) throws IOException {
        stream.write(frame.bytes());
        stream.flush();
    }

    private static void forward(InputStream in, Wire wire) {
        byte[] keys = new byte[1024];
        try {
            for (int count = in.read(keys); count >= 0; count = in.read(keys)) {
                wire.write(Frame.Kind.INPUT, Arrays.copyOf(keys, count));
            }
        } catch (IOException e) {
            // The server has ended the conversation; the main thread reports it.
        } finally {
            // An end of input ends the conversation, as in any shell: an empty frame says so.
            try {
                wire.write(Frame.Kind.INPUT, new byte[0]);
            } catch (IOException e) {
                // Ended already.
            }
        }
    }
}
