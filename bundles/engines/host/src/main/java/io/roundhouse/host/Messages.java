package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.host.Message.Bye;
import io.roundhouse.host.Message.Failed;
import io.roundhouse.host.Message.Hello;
import io.roundhouse.host.Message.Load;
import io.roundhouse.host.Message.Loaded;
import io.roundhouse.host.Message.Ping;
import io.roundhouse.host.Message.Pong;
import io.roundhouse.host.Message.Slots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The frames of the control line. */
final class Messages {
    /** Enough for a specification of some hundred tensors. */
    static final int FRAME_MAX = 1024 * 1024;

    static final int LANES_MAX = 256;

    private static final int NOTES_MAX = 64;
    private static final int TOKEN_MAX = 64;
    private static final int NAME_MAX = 1024;
    private static final int PATH_MAX = 16 * 1024;

    private static final int HELLO = 1;
    private static final int LOAD = 2;
    private static final int LOADED = 3;
    private static final int FAILED = 4;
    private static final int SLOTS = 5;
    private static final int PING = 6;
    private static final int PONG = 7;
    private static final int BYE = 8;

    private Messages() {}

    static void send(Line line, Message message, long endNanos) throws IOException {
        line.write(endNanos, encode(new Out(), message).end());
    }

    static Message receive(Line line, long endNanos) throws IOException {
        return decode(line.frame(FRAME_MAX, endNanos));
    }

    static Out encode(Out out, Message message) {
        if (message instanceof Hello hello) {
            out.begin(HELLO).text(hello.token()).u64(hello.pid()).u16(hello.lane());
        } else if (message instanceof Load load) {
            out.begin(LOAD).text(load.model()).text(load.version()).text(load.digest());
            SettingsWire.write(out.text(load.directory()), load.settings());
        } else if (message instanceof Loaded loaded) {
            SpecWire.write(out.begin(LOADED).u16(loaded.instances()), loaded.spec());
            List<String> notes = loaded.notes().stream().limit(NOTES_MAX).toList();
            out.u32(notes.size());
            notes.forEach(out::sentence);
        } else if (message instanceof Failed failed) {
            out.begin(FAILED).constant(failed.code()).sentence(failed.sentence());
        } else if (message instanceof Slots slots) {
            out.begin(SLOTS).u16(slots.lanes()).u32(slots.slotBytes());
        } else if (message instanceof Ping ping) {
            out.begin(PING).u64(ping.number());
        } else if (message instanceof Pong pong) {
            out.begin(PONG).u64(pong.number()).u64(pong.residentBytes());
        } else {
            out.begin(BYE);
        }
        return out;
    }

    static Message decode(In in) throws WireException {
        Message message =
                switch (in.u8()) {
                    case HELLO -> new Hello(in.text(TOKEN_MAX), in.i64(), in.u16());
                    case LOAD ->
                        new Load(
                                in.text(NAME_MAX),
                                in.text(NAME_MAX),
                                in.text(NAME_MAX),
                                in.text(PATH_MAX),
                                SettingsWire.read(in));
                    case LOADED -> loaded(in);
                    case FAILED -> new Failed(in.constant(ErrorCode.values()), in.sentence());
                    case SLOTS -> new Slots(in.u16(), in.u31());
                    case PING -> new Ping(in.i64());
                    case PONG -> new Pong(in.i64(), in.i64());
                    case BYE -> new Bye();
                    default -> throw new WireException("a message of an unknown kind");
                };
        in.end();
        return message;
    }

    private static Loaded loaded(In in) throws WireException {
        int instances = in.u16();
        if (instances < 1 || instances > LANES_MAX) {
            throw new WireException(instances + " instances, allowed are 1.." + LANES_MAX);
        }
        ModelSpec spec = SpecWire.read(in);
        int count = in.count(NOTES_MAX, Integer.BYTES);
        List<String> notes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            notes.add(in.sentence());
        }
        return new Loaded(spec, instances, notes);
    }
}
