package io.roundhouse.host;

import io.roundhouse.host.Message.Bye;
import io.roundhouse.host.Message.Failed;
import io.roundhouse.host.Message.Hello;
import io.roundhouse.host.Message.Load;
import io.roundhouse.host.Message.Loaded;
import io.roundhouse.host.Message.Ping;
import io.roundhouse.host.Message.Pong;
import io.roundhouse.host.Message.Slots;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The child: an engine's bundle in a framework of its own, one model, and a thread for each lane. */
final class ChildMain {
    private final Orders orders;
    private final ChildRegistry framework;
    private final long pid = ProcessHandle.current().pid();

    private ChildMain(Orders orders, ChildRegistry framework) {
        this.orders = orders;
        this.framework = framework;
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // what is printed is the parent's to log
    public static void main(String[] arguments) {
        try {
            Orders orders = Orders.read(System.in);
            ParentWatch.start(System.in, orders.work());
            try {
                Memory.offer(orders.oomScore());
                ChildRegistry framework = ChildRegistry.start(orders.work().resolve("framework"), orders.basis());
                if (orders.engine().equals(Orders.NO_ENGINE)) {
                    framework.stop();
                } else {
                    new ChildMain(orders, framework).serve();
                }
            } catch (EOFException e) {
                ParentWatch.gone(orders.work());
            }
        } catch (Throwable e) { // nobody else is there to tell it
            e.printStackTrace();
            ParentWatch.end(ParentWatch.FAILED);
        }
    }

    private void serve() throws IOException {
        Line control = connect(Hello.CONTROL);
        Load load = require(Load.class, Messages.receive(control, Line.NEVER));
        ChildModel model = new ChildModel(framework, orders.engine());
        Message outcome = model.load(load);
        Messages.send(control, outcome, Line.NEVER);
        if (outcome instanceof Failed) {
            Messages.receive(control, Line.NEVER); // the parent has read it when it lets go
            return;
        }
        openLanes(model, ((Loaded) outcome).instances(), require(Slots.class, Messages.receive(control, Line.NEVER)));
        answerPings(control);
        model.close();
        ParentWatch.end(0);
    }

    private void openLanes(ChildModel model, int instances, Slots slots) throws IOException {
        if (slots.lanes() != instances) {
            throw new WireException(slots.lanes() + " lanes for " + instances + " instances");
        }
        SlotFile file = slots.slotBytes() == 0
                ? null
                : SlotFile.open(orders.run().resolve(Orders.SLOTS), slots.lanes(), slots.slotBytes());
        for (int i = 0; i < slots.lanes(); i++) {
            SlotFile.Slot slot = file == null ? SlotFile.Slot.NONE : file.slot(i);
            Thread lane = new Thread(new ChildLane(connect(i), slot, model.loaded()), "roundhouse-host-lane-" + i);
            lane.setDaemon(true);
            lane.start();
        }
        if (file != null) {
            file.close();
        }
    }

    private static void answerPings(Line control) throws IOException {
        while (true) {
            Message message = Messages.receive(control, Line.NEVER);
            if (message instanceof Bye) {
                return;
            }
            Ping ping = require(Ping.class, message);
            Messages.send(control, new Pong(ping.number(), Memory.residentBytes()), Line.NEVER);
        }
    }

    private Line connect(int lane) throws IOException {
        Path socket = orders.run().resolve(Orders.SOCKET);
        if (!Files.exists(socket)) {
            throw new EOFException("the parent listens no more");
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        Line line = new Line(channel);
        Messages.send(line, new Hello(orders.token(), pid, lane), Line.NEVER);
        return line;
    }

    private static <M extends Message> M require(Class<M> kind, Message message) throws WireException {
        if (!kind.isInstance(message)) {
            throw new WireException(
                    "a " + message.getClass().getSimpleName() + " where a " + kind.getSimpleName() + " was due");
        }
        return kind.cast(message);
    }
}
