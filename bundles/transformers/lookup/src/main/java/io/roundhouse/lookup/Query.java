package io.roundhouse.lookup;

import java.util.List;
import java.util.Optional;

/**
 * What a step asks its store, for any keys.
 *
 * @param text of SQL, with {@value #KEYS} where the keys are bound; or the name of a hash, with {@value #KEY} in it
 * @param key the column that holds the key in what SQL answers
 * @param writtenAt the column that tells when a row was written
 */
record Query(Form form, String text, String key, KeyType keyType, List<Column> columns, Optional<String> writtenAt) {
    static final String KEYS = ":keys";
    static final String KEY = "{key}";

    enum Form {
        SQL,
        HASH
    }

    Query {
        columns = List.copyOf(columns);
    }
}
