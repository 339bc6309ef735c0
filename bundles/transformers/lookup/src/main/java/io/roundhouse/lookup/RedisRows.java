package io.roundhouse.lookup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/** What is asked of a hash, and read from the answer: a field for each column, and the time last. */
final class RedisRows {
    private static final String WRONG_TYPE = "WRONGTYPE";

    private final Query query;
    private final byte[][] fields;

    private RedisRows(Query query, byte[][] fields) {
        this.query = query;
        this.fields = fields;
    }

    static RedisRows of(Query query) {
        List<Column> columns = query.columns();
        int times = query.writtenAt().isPresent() ? 1 : 0;
        byte[][] fields = new byte[columns.size() + times][];
        for (int i = 0; i < columns.size(); i++) {
            fields[i] = Utf8.encode(columns.get(i).name());
        }
        query.writtenAt().ifPresent(name -> fields[columns.size()] = Utf8.encode(name));
        return new RedisRows(query, fields);
    }

    /** The name of the key's hash, and the fields. */
    byte[][] arguments(String key) {
        byte[][] arguments = new byte[fields.length + 1][];
        arguments[0] = Utf8.encode(query.text().replace(Query.KEY, key));
        System.arraycopy(fields, 0, arguments, 1, fields.length);
        return arguments;
    }

    /** A key of another kind is that row's fault; a server that loads its data or wants a password fails as a whole. */
    Row row(Object answer) throws StoreException {
        if (answer instanceof JedisDataException e) {
            String message = String.valueOf(e.getMessage());
            if (message.startsWith(WRONG_TYPE)) {
                return Row.faulty(message);
            }
            throw StoreException.failed(message);
        }
        List<Column> columns = query.columns();
        List<?> values = (List<?>) answer;
        Row row = Row.blank(columns);
        boolean any = false;
        for (int i = 0; i < columns.size(); i++) {
            byte @Nullable [] value = (byte[]) values.get(i);
            any |= value != null;
            if (value != null && !put(row, i, columns.get(i), value)) {
                return Row.faulty("'" + columns.get(i).name() + "' is no "
                        + (columns.get(i).isNumber() ? "number" : "text"));
            }
        }
        if (!any) {
            return Row.absent(); // Redis makes no difference between no hash and one without these fields
        }
        if (fields.length > columns.size() && values.get(columns.size()) instanceof byte[] time) {
            Utf8.decode(time).flatMap(Times::parse).ifPresent(at -> row.writtenMillis(at.toEpochMilli()));
        }
        return row;
    }

    private static boolean put(Row row, int i, Column column, byte[] value) {
        if (!column.isNumber()) {
            row.text(i, value);
            return value.length <= Row.TEXT_BYTES_MAX && Utf8.decode(value).isPresent();
        }
        if (value.length == 0) {
            return true;
        }
        try {
            row.number(i, Double.parseDouble(Utf8.decode(value).orElse("")));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
