package io.roundhouse.http;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/** A connector on {@link Workers} of its own, in the place of the server's pool: each of them can be told to end. */
final class RelayConnector extends ServerConnector {
    private final Workers workers;
    private final Selectors selectors;

    static RelayConnector create(Server server, HttpSettings settings, List<ConnectionFactory> factories) {
        Selectors selectors = new Selectors(new CopyOnWriteArrayList<>());
        Workers workers = new Workers(
                settings.threadsMax(),
                Runtime.getRuntime().availableProcessors(),
                settings.drainTime().toMillis(),
                selectors);
        return new RelayConnector(server, workers, selectors, factories);
    }

    private RelayConnector(Server server, Workers workers, Selectors selectors, List<ConnectionFactory> factories) {
        super(server, workers, null, null, -1, -1, factories.toArray(ConnectionFactory[]::new));
        this.workers = workers;
        this.selectors = selectors;
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int count) {
        return new ServerConnectorManager(executor, scheduler, count) {
            @Override
            protected ManagedSelector newSelector(int id) {
                RelaySelector selector = new RelaySelector(this, id, workers);
                selectors.all().add(selector);
                return selector;
            }
        };
    }

    @Override
    public void accept(int acceptorId) throws IOException {
        Worker.listens(true);
        try {
            super.accept(acceptorId);
        } finally {
            Worker.listens(false);
        }
    }

    private record Selectors(List<RelaySelector> all) implements Workers.Watch {
        @Override
        public void retired(Worker worker) {
            all.forEach(selector -> selector.relieve(worker));
        }

        @Override
        public void queued() {
            all.forEach(RelaySelector::lookOut);
        }
    }
}
