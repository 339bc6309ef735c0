package io.roundhouse.lookup;

/** How a key is written in the request and bound in the query. */
enum KeyType {
    TEXT,
    NUMBER
}
