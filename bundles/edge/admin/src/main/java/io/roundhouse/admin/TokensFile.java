package io.roundhouse.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The file of tokens: {@code NAME ROLE SHA256} a line, {@code #} begins a comment. */
final class TokensFile {
    static final String HEAD = """
            # Who may use the admin API: a name, a role (viewer or admin) and the SHA-256 of a token, a line.
            # './roundhouse token add NAME --role viewer|admin' adds one; a change is in force within a second.
            """;

    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> TAKEN = Set.of(Caller.OWNER, Caller.ANONYMOUS);
    private static final int TOKENS_MAX = 1_000;
    private static final int BYTES_MAX = 256 << 10;

    private TokensFile() {}

    /**
     * All of it; no file is an empty one.
     *
     * @throws IllegalArgumentException what is wrong with it and where, in a sentence
     */
    static List<Caller> read(Path file) throws IOException {
        return Files.exists(file) ? parse(text(file), file.toString()) : List.of();
    }

    /** As it stands there, with its comments. */
    static String text(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IllegalArgumentException(
                    file + " has more than " + BYTES_MAX + " bytes, which is no file of tokens");
        }
        return Files.readString(file);
    }

    static List<Caller> parse(String text, String file) {
        List<Caller> callers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (isWords(line)) {
                Caller caller = caller(line, file + ":" + number + ": ");
                if (!names.add(caller.name())) {
                    throw new IllegalArgumentException(
                            file + ":" + number + ": the name '" + caller.name() + "' stands there twice");
                }
                callers.add(caller);
            }
        }
        if (callers.size() > TOKENS_MAX) {
            throw new IllegalArgumentException(file + " has " + callers.size() + " tokens of at most " + TOKENS_MAX);
        }
        return List.copyOf(callers);
    }

    private static boolean isWords(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }

    private static Caller caller(String line, String at) {
        String[] words = line.strip().split("\\s+", -1);
        if (words.length != 3) {
            throw new IllegalArgumentException(
                    at + "a line is a name, a role and a SHA-256, found " + words.length + " words");
        }
        if (!SHA256.matcher(words[2]).matches()) {
            throw new IllegalArgumentException(
                    at + "the third word must be the SHA-256 of a token, 64 digits of 0-9 and a-f");
        }
        return new Caller(name(words[0], at), role(words[1], at), words[2]);
    }

    static String name(String word, String at) {
        if (!NAME.matcher(word).matches()) {
            throw new IllegalArgumentException(
                    at + "a name is letters, digits, '_', '.' and '-', at most 64, was " + Words.quoted(word));
        }
        if (TAKEN.contains(word)) {
            throw new IllegalArgumentException(at + "the name '" + word + "' is the server's own; choose another");
        }
        return word;
    }

    static Role role(String word, String at) {
        return switch (word) {
            case "viewer" -> Role.VIEWER;
            case "admin" -> Role.ADMIN;
            default ->
                throw new IllegalArgumentException(at + "the role must be viewer or admin, was " + Words.quoted(word));
        };
    }

    static String line(Caller caller) {
        return caller.name() + " " + caller.role().word() + " " + caller.sha256() + "\n";
    }

    /** The same text without that name's line. */
    static String without(String name, String text) {
        StringBuilder rest = new StringBuilder();
        text.lines()
                .filter(line ->
                        !isWords(line) || !line.strip().split("\\s+", -1)[0].equals(name))
                .forEach(line -> rest.append(line).append('\n'));
        return rest.toString();
    }
}
