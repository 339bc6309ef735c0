package io.roundhouse.console;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WireTest {
    @Test
    void refusesALengthBeforeItAllocatesIt() {
        assertThatThrownBy(() -> reading('I', 0x7f, 0xff, 0xff, 0xff).read())
                .hasMessage("a frame has 0..65536 bytes, not 2147483647");
        assertThatThrownBy(() -> reading('I', 0xff, 0xff, 0xff, 0xff).read()).hasMessageEndingWith("not -1");
    }

    @Test
    void refusesAnUnknownKind() {
        assertThatThrownBy(() -> reading('?', 0, 0, 0, 0).read())
                .hasMessage("a frame begins with one of H, I, O, E, X, not with byte 63");
    }

    @Test
    void noticesAnEndWithinAFrame() {
        assertThatThrownBy(() -> reading('I', 0, 0, 0, 2, 1).read()).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesAClientThatDoesNotIntroduceItself() {
        assertThatThrownBy(() -> Hello.of(new Frame(Frame.Kind.INPUT, bytes("dumb\n80\n24\nls"))))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Hello.of(new Frame(Frame.Kind.HELLO, bytes("dumb\n80"))))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Hello.of(new Frame(Frame.Kind.HELLO, bytes("dumb\n0\n24\nls"))))
                .hasMessage("a terminal has 1..10000 columns and lines, was 0 x 24");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Wire reading(int... content) {
        byte[] bytes = new byte[content.length];
        for (int i = 0; i < content.length; i++) {
            bytes[i] = (byte) content[i];
        }
        ReadableByteChannel source = Channels.newChannel(new ByteArrayInputStream(bytes));
        return new Wire(new ByteChannel() {
            @Override
            public int read(ByteBuffer buffer) throws IOException {
                return source.read(buffer);
            }

            @Override
            public int write(ByteBuffer buffer) {
                return 0;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        });
    }
}
