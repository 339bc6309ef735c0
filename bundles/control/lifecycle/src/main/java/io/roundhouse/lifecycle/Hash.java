package io.roundhouse.lifecycle;

import io.roundhouse.server.control.Isolation;
import io.roundhouse.server.control.ModelDefinition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** What a person compares two things by: twelve hexadecimal digits of SHA-256, the same on every server. */
final class Hash {
    private static final int DIGITS = 12; // two of a thousand differ with a probability of 1 - 2e-9

    private Hash() {}

    /** All that a definition says, and the content of its files; not where these lie. */
    static String of(ModelDefinition definition) {
        List<String> texts = new ArrayList<>();
        texts.add(definition.name());
        definition.versions().forEach(version -> texts.add(version.id().version() + " " + version.digest()));
        texts.add(String.valueOf(definition.engine()));
        texts.add(String.valueOf(definition.batching()));
        texts.add(String.valueOf(definition.chain()));
        texts.add(String.valueOf(definition.router()));
        texts.add(String.valueOf(definition.arms()));
        texts.add(String.valueOf(new TreeMap<>(definition.labels())));
        texts.add(String.valueOf(new TreeMap<>(definition.sections())));
        // what was learnt is in the digests of the versions
        texts.add(definition.skew().name());
        if (definition.isolation() != Isolation.BY_ENGINE) { // hashes of before stay as they were
            texts.add("isolation " + definition.isolation());
        }
        return of(texts);
    }

    static String of(List<String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
