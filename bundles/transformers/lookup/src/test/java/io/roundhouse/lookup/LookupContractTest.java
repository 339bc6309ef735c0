package io.roundhouse.lookup;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TransformerContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** With H2, embedded. The store lives as long as the operator's configuration, and so do its threads. */
@SuppressWarnings("NullAway.Init") // JUnit opens
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookupContractTest extends TransformerContract {
    private final LookupComponent factory = new LookupComponent();
    private Connection keeper;
    private OpenStore store;

    @BeforeAll
    void open() throws SQLException {
        StoreSettings settings = Databases.h2("contract");
        keeper = Databases.execute(
                settings,
                "create table customers (customer varchar(40) primary key, income double precision, segment varchar(40),"
                        + " updated_at timestamp)",
                "insert into customers select 'c' || x, x * 1.5, 'segment ' || x, current_timestamp"
                        + " from system_range(0, 5)");
        store = settings.open();
        factory.add(store);
    }

    @AfterAll
    void close() throws SQLException {
        factory.remove(store);
        store.close();
        keeper.close();
    }

    @Override
    protected TransformerFactory factory() {
        return factory;
    }

    @Override
    protected Settings settings() {
        return TestLookup.settings();
    }

    /** The last ones are not in the table. */
    @Override
    protected Tensors rows(int count) {
        return keys(IntStream.range(0, count).mapToObj(i -> "c" + i).toList());
    }

    private static Tensors keys(List<String> keys) {
        return Tensors.of("customer", Tensor.ofTexts(Shape.of(keys.size()), keys));
    }

    @Override
    protected Tensors badRows() {
        return Tensors.of(
                "customer", Tensor.ofBytes(Shape.of(2), List.of(Utf8.encode("c1"), new byte[] {(byte) 0xFF})));
    }
}
