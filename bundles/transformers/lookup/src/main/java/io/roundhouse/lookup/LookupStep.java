package io.roundhouse.lookup;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds columns by key: from the cache what is there, the rest by one read of the store, within the deadline; for what is
 * still missing then the fallback. A request thread computes and waits here, and never calls a driver.
 */
final class LookupStep implements Transformer {
    private final LookupSettings settings;
    private final Keys keys;
    private final RowCache cache;
    private final Flights flights;
    private final Tally tally;
    private final LongSupplier nanoClock;
    private final LongSupplier wallMillis;
    private final Runnable whenClosed;

    LookupStep(LookupParts parts, LongSupplier nanoClock, LongSupplier wallMillis, Runnable whenClosed) {
        this.settings = parts.settings();
        this.keys = new Keys(settings.query().key(), settings.query().keyType());
        this.cache = parts.cache();
        this.flights = parts.flights();
        this.tally = parts.tally();
        this.nanoClock = nanoClock;
        this.wallMillis = wallMillis;
        this.whenClosed = whenClosed;
    }

    @Override
    public List<TensorSpec> reads() {
        return List.of(keys.spec());
    }

    @Override
    public List<TensorSpec> writes() {
        return settings.query().columns().stream().map(Column::spec).toList();
    }

    @Override
    public Tensors apply(Tensors columns) {
        return apply(columns, StepContext.none());
    }

    @Override
    public Tensors apply(Tensors columns, StepContext context) {
        String[] wanted = keys.read(columns.get(settings.query().key()));
        Findings findings = new Findings(settings);
        Row[] rows = rows(wanted, context, findings);
        if (settings.fallback().isEmpty()) {
            findings.reject();
        }
        checkAges(rows, findings);
        findings.tell(context, tally);
        Row fallback = settings.fallback().orElseGet(Row::absent);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = rows[i].isUsable() ? rows[i] : fallback;
        }
        return written(rows);
    }

    /** A row for each key; where the store has none that can be used, one that is not usable, and a finding. */
    private Row[] rows(String[] wanted, StepContext context, Findings findings) {
        @Nullable Row[] found = new Row[wanted.length];
        Set<String> missing = new LinkedHashSet<>();
        Set<String> ripe = new LinkedHashSet<>();
        int hits = 0;
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].isEmpty()) {
                found[i] = cache.find(wanted[i], ripe::add);
                if (found[i] == null) {
                    missing.add(wanted[i]);
                } else {
                    hits++;
                }
            }
        }
        tally.hits.add(hits);
        if (!ripe.isEmpty()) {
            flights.refresh(ripe);
        }
        Map<String, Flight> boarded = missing.isEmpty() ? Map.of() : read(missing, context);
        Row[] rows = new Row[wanted.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = settle(i, wanted[i], found[i], boarded.get(wanted[i]), findings);
        }
        return rows;
    }

    private static Row settle(int i, String key, @Nullable Row found, @Nullable Flight flight, Findings findings) {
        Row row = found == null && flight != null ? flight.row(key) : found;
        if (row == null) {
            findings.add(flight == null ? Cause.NO_KEY : flight.cause(), i);
            return Row.absent();
        }
        if (!row.isUsable()) {
            findings.add(row.fault().isEmpty() ? Cause.UNKNOWN : Cause.UNUSABLE, i);
        }
        return row;
    }

    private Map<String, Flight> read(Set<String> missing, StepContext context) {
        tally.misses.add(missing.size());
        Map<String, Flight> boarded = flights.board(missing);
        long own = settings.deadline().toNanos();
        long left = context.deadline().remainingNanos(nanoClock.getAsLong());
        try {
            flights.await(boarded.values(), Math.max(0, Math.min(own, left)), left >= own);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ErrorCode.CANCELLED, "interrupted while a store was read", e);
        }
        return boarded;
    }

    private void checkAges(Row[] rows, Findings findings) {
        if (settings.query().writtenAt().isEmpty()) {
            return;
        }
        long now = wallMillis.getAsLong();
        long max = settings.ageMax().toMillis();
        long oldest = Long.MIN_VALUE;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].isUsable()) {
                long age = rows[i].hasTime() ? now - rows[i].writtenMillis() : Long.MAX_VALUE;
                if (age > max) {
                    findings.stale(i);
                }
                oldest = rows[i].hasTime() ? Math.max(oldest, age) : oldest;
            }
        }
        if (oldest != Long.MIN_VALUE) {
            tally.age(oldest / 1e3);
        }
    }

    private Tensors written(Row[] rows) {
        List<Column> columns = settings.query().columns();
        List<String> names = new ArrayList<>(columns.size());
        List<Tensor> made = new ArrayList<>(columns.size());
        Shape shape = Shape.of(rows.length);
        for (int column = 0; column < columns.size(); column++) {
            names.add(columns.get(column).name());
            made.add(columns.get(column).isNumber() ? numbers(rows, column, shape) : texts(rows, column, shape));
        }
        return Tensors.of(names, made);
    }

    private static Tensor numbers(Row[] rows, int column, Shape shape) {
        Tensor tensor = Tensor.allocate(DataType.FP64, shape);
        DoubleBuffer data = tensor.data().asDoubleBuffer();
        for (Row row : rows) {
            data.put(row.number(column));
        }
        return tensor;
    }

    private static Tensor texts(Row[] rows, int column, Shape shape) {
        byte[][] texts = new byte[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            texts[i] = rows[i].text(column);
        }
        return Tensor.ofBytes(shape, Arrays.asList(texts));
    }

    @Override
    public void close() {
        whenClosed.run();
        cache.clear();
    }
}
