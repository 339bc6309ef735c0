package io.roundhouse.lookup;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rows of one result. A date is text in ISO-8601; a time without zone is UTC, wherever the server runs. */
final class SqlRows {
    private static final int NONE = 0;

    private final ResultSetMetaData meta;
    private final Query query;
    private final int key;
    private final int[] columns;
    private final int writtenAt;

    private SqlRows(ResultSetMetaData meta, Query query, int key, int[] columns, int writtenAt) {
        this.meta = meta;
        this.query = query;
        this.key = key;
        this.columns = columns;
        this.writtenAt = writtenAt;
    }

    static SqlRows of(ResultSetMetaData meta, Query query) throws SQLException, StoreException {
        List<Column> wanted = query.columns();
        int[] columns = new int[wanted.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = find(meta, wanted.get(i).name());
        }
        Optional<String> time = query.writtenAt();
        int writtenAt = time.isEmpty() ? NONE : find(meta, time.get());
        return new SqlRows(meta, query, find(meta, query.key()), columns, writtenAt);
    }

    private static int find(ResultSetMetaData meta, String name) throws SQLException, StoreException {
        StringBuilder names = new StringBuilder();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            if (meta.getColumnLabel(i).equalsIgnoreCase(name)) {
                return i;
            }
            names.append(i == 1 ? "" : ", ").append(meta.getColumnLabel(i));
        }
        throw StoreException.mistaken("the query gives no column '" + name + "', it gives " + names);
    }

    String key(ResultSet result) throws SQLException {
        if (query.keyType() == KeyType.NUMBER) {
            return Long.toString(result.getLong(key));
        }
        return String.valueOf(result.getString(key));
    }

    Row row(ResultSet result) {
        List<Column> wanted = query.columns();
        Row row = Row.blank(wanted);
        for (int i = 0; i < columns.length; i++) {
            try {
                if (wanted.get(i).isNumber()) {
                    row.number(i, number(result, columns[i]));
                } else if (!text(result, columns[i], row, i)) {
                    return Row.faulty("'" + wanted.get(i).name() + "' has more than " + Row.TEXT_BYTES_MAX + " bytes");
                }
            } catch (SQLException e) {
                return Row.faulty("'" + wanted.get(i).name() + "' cannot be read: " + e.getMessage());
            }
        }
        Instant written = writtenAt == NONE ? null : time(result, writtenAt);
        if (written != null) {
            row.writtenMillis(written.toEpochMilli());
        }
        return row;
    }

    private double number(ResultSet result, int at) throws SQLException {
        int type = meta.getColumnType(at);
        if (type == Types.BOOLEAN || type == Types.BIT) {
            boolean value = result.getBoolean(at);
            return result.wasNull() ? Double.NaN : value ? 1 : 0;
        }
        double value = result.getDouble(at);
        return result.wasNull() ? Double.NaN : value;
    }

    private boolean text(ResultSet result, int at, Row row, int column) throws SQLException {
        String text = isTime(at) ? iso(result, at) : result.getString(at);
        if (text == null) {
            return true;
        }
        byte[] utf8 = Utf8.encode(text);
        row.text(column, utf8);
        return utf8.length <= Row.TEXT_BYTES_MAX;
    }

    private @Nullable String iso(ResultSet result, int at) throws SQLException {
        Object value = result.getObject(at, type(at));
        return value == null
                ? null
                : value instanceof OffsetDateTime time ? time.toInstant().toString() : value.toString();
    }

    private boolean isTime(int at) throws SQLException {
        int type = meta.getColumnType(at);
        return type == Types.DATE || type == Types.TIMESTAMP || type == Types.TIMESTAMP_WITH_TIMEZONE;
    }

    private Class<?> type(int at) throws SQLException {
        String name = meta.getColumnTypeName(at).toUpperCase(Locale.ROOT);
        if (name.equals("TIMESTAMPTZ") || name.contains("WITH TIME ZONE")) {
            return OffsetDateTime.class;
        }
        return meta.getColumnType(at) == Types.DATE ? LocalDate.class : LocalDateTime.class;
    }

    /** When the row was written: a time, a date, or a text or number as {@link Times} reads them. */
    private @Nullable Instant time(ResultSet result, int at) {
        try {
            if (!isTime(at)) {
                String text = result.getString(at);
                return text == null ? null : Times.parse(text).orElse(null);
            }
            Object value = result.getObject(at, type(at));
            if (value instanceof OffsetDateTime time) {
                return time.toInstant();
            }
            if (value instanceof LocalDate date) {
                return date.atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return value == null ? null : ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
        } catch (SQLException e) {
            return null; // a row without a time is told as one
        }
    }
}
