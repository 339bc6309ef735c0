package io.roundhouse.lookup;

import io.roundhouse.testkit.Gate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store in memory that can be held and made to fail. It has an income and a segment for each key. */
final class FakeStore implements Store {
    final Gate gate = new Gate();
    final List<List<String>> reads = new CopyOnWriteArrayList<>();
    final Map<String, Double> incomes = new ConcurrentHashMap<>();
    final Map<String, Long> writtenMillis = new ConcurrentHashMap<>();
    volatile Optional<StoreException> failure = Optional.empty();
    volatile Query.Form form = Query.Form.SQL;
    volatile boolean closed;

    @Override
    public Query.Form form() {
        return form;
    }

    @Override
    public Map<String, Row> read(Query query, List<String> keys, long patienceNanos) throws StoreException {
        reads.add(List.copyOf(keys));
        gate.pass();
        if (failure.isPresent()) {
            throw failure.get();
        }
        Map<String, Row> rows = new HashMap<>();
        keys.forEach(key -> rows.put(key, row(query, key)));
        return rows;
    }

    private Row row(Query query, String key) {
        Double income = incomes.get(key);
        if (income == null) {
            return Row.absent();
        }
        Row row = Row.blank(query.columns());
        row.number(0, income);
        row.text(1, Utf8.encode("segment of " + key));
        Optional.ofNullable(writtenMillis.get(key)).ifPresent(row::writtenMillis);
        return row;
    }

    @Override
    public void check(Query query, long patienceNanos) throws StoreException {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
