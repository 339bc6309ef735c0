package io.roundhouse.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On H2, embedded. */
@SuppressWarnings("NullAway.Init") // JUnit opens
class JdbcStoreTest {
    private static final long PATIENCE = Duration.ofSeconds(20).toNanos();
    private static final String SQL = "select id, income, segment from customers where id in (:keys)";

    private final StoreSettings settings = Databases.h2("jdbc-store-test");
    private Connection keeper;
    private Store store;

    @BeforeEach
    void open() throws SQLException {
        keeper = Databases.execute(
                settings,
                "create table customers (id varchar(40), income double precision, segment varchar(100), at timestamp,"
                        + " born date, active boolean, number int)");
        store = new JdbcStore(settings, JdbcDriver.H2);
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
        keeper.close();
    }

    private void insert(String values) throws SQLException {
        try (var statement = keeper.createStatement()) {
            statement.execute("insert into customers values (" + values + ")");
        }
    }

    private Map<String, Row> read(Query query, List<String> keys) throws StoreException {
        return store.read(query, keys, PATIENCE);
    }

    @Test
    void readsNumbersAndTextsAndWhatIsMissing() throws Exception {
        insert("'a', 1.5, 'größer', null, null, null, null");
        insert("'b', null, null, null, null, null, null");

        Map<String, Row> rows = read(Databases.query(SQL, KeyType.TEXT, Optional.empty()), List.of("a", "b", "c"));

        assertThat(rows).containsOnlyKeys("a", "b", "c");
        assertThat(Databases.row(rows, "a").number(0)).isEqualTo(1.5);
        assertThat(Databases.text(Databases.row(rows, "a"), 1)).isEqualTo("größer");
        assertThat(Databases.row(rows, "b").number(0)).isNaN();
        assertThat(Databases.text(Databases.row(rows, "b"), 1)).isEmpty();
        assertThat(Databases.row(rows, "b").isUsable()).isTrue();
        assertThat(Databases.row(rows, "c").isUsable()).isFalse();
        assertThat(Databases.row(rows, "c").fault()).isEmpty();
    }

    @Test
    void readsTimesAsUtcAndTruthAsANumber() throws Exception {
        insert("'a', 0, '', '2026-11-27 10:00:00', '2000-02-29', true, null");
        String sql = "select id, active as income, born as segment, at from customers where id in (:keys)";

        Row row = Databases.row(read(Databases.query(sql, KeyType.TEXT, Optional.of("at")), List.of("a")), "a");

        assertThat(row.number(0)).isEqualTo(1);
        assertThat(Databases.text(row, 1)).isEqualTo("2000-02-29");
        assertThat(Instant.ofEpochMilli(row.writtenMillis())).isEqualTo(Instant.parse("2026-11-27T10:00:00Z"));
    }

    @Test
    void bindsKeysAndNeverSpellsThem() throws Exception {
        String evil = "a') or ('1'='1";
        insert("'a', 1, '', null, null, null, null");

        Map<String, Row> rows = read(Databases.query(SQL, KeyType.TEXT, Optional.empty()), List.of(evil, "a"));

        assertThat(Databases.row(rows, evil).isUsable()).isFalse();
        assertThat(Databases.row(rows, "a").isUsable()).isTrue();
    }

    @Test
    void readsMoreKeysThanOneQueryHolds() throws Exception {
        List<String> keys = IntStream.range(0, JdbcStore.KEYS_MAX * 2 + 7)
                .mapToObj(i -> "key-" + i)
                .toList();
        insert("'key-0', 1, '', null, null, null, null");
        insert("'" + keys.get(keys.size() - 1) + "', 2, '', null, null, null, null");

        Map<String, Row> rows = read(Databases.query(SQL, KeyType.TEXT, Optional.empty()), keys);

        assertThat(rows).hasSize(keys.size());
        assertThat(Databases.row(rows, keys.get(keys.size() - 1)).number(0)).isEqualTo(2);
        assertThat(rows.values().stream().filter(Row::isUsable)).hasSize(2);
    }

    @Test
    void aKeyThatTheDatabaseRefusesCostsTheOthersNothing() throws Exception {
        insert("'7', 1, 'seven', null, null, null, 7");
        insert("'8', 2, 'eight', null, null, null, 8");
        String sql = "select number as id, income, segment from customers where number in (:keys)";

        Map<String, Row> rows = read(Databases.query(sql, KeyType.TEXT, Optional.empty()), List.of("7", "seven", "8"));

        assertThat(Databases.row(rows, "7").number(0)).isEqualTo(1);
        assertThat(Databases.row(rows, "8").number(0)).isEqualTo(2);
        assertThat(Databases.row(rows, "seven").fault()).contains("Data conversion error");
    }

    @Test
    void aValueOfTheWrongTypeCostsTheOthersNothing() throws Exception {
        insert("'a', 1, 'none', null, null, null, null");
        insert("'b', 2, '12.5', null, null, null, null");
        String sql = "select id, segment as income, segment from customers where id in (:keys)";

        Map<String, Row> rows = read(Databases.query(sql, KeyType.TEXT, Optional.empty()), List.of("a", "b"));

        assertThat(Databases.row(rows, "a").fault()).startsWith("'income' cannot be read");
        assertThat(Databases.row(rows, "b").number(0)).isEqualTo(12.5);
    }

    @Test
    void findsAMistakeInTheQueryBeforeItIsUsed() throws Exception {
        store.check(Databases.query(SQL, KeyType.TEXT, Optional.empty()), PATIENCE);

        assertMistake(
                "select id, income from customers where id in (:keys)",
                "gives no column 'segment', it gives ID, INCOME");
        assertMistake("select id, income, segment from custmers where id in (:keys)", "CUSTMERS");
        assertMistake("selct :keys", "selct");
    }

    private void assertMistake(String sql, String sentence) {
        assertThatThrownBy(() -> store.check(Databases.query(sql, KeyType.TEXT, Optional.empty()), PATIENCE))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isMistake()).isTrue())
                .hasMessageContainingAll(sentence);
    }

    @Test
    void leavesNothingToTheDriverManager() {
        List<String> drivers = DriverManager.drivers()
                .map(Driver::getClass)
                .map(Class::getName)
                .toList();

        assertThat(drivers).noneMatch(name -> name.startsWith("org.h2"));
    }

    @Test
    void fewTextsDoForAnyNumberOfKeys() {
        Query query = Databases.query("in (:keys)", KeyType.TEXT, Optional.empty());

        assertThat(SqlText.of(query, 1).sql()).isEqualTo("in (?)");
        assertThat(SqlText.of(query, 3)).isEqualTo(SqlText.of(query, 4)).isEqualTo(new SqlText("in (?, ?, ?, ?)", 4));
        assertThat(IntStream.rangeClosed(1, JdbcStore.KEYS_MAX)
                        .mapToObj(keys -> SqlText.of(query, keys))
                        .distinct())
                .hasSize(10);
    }
}
