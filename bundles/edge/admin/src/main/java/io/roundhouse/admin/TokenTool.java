package io.roundhouse.admin;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * {@code ./roundhouse token}, started by the launcher as {@code TokenTool HOME add|list|remove …}. It needs no server: a
 * running one sees the file change. Only the JDK and this room's files are there.
 */
final class TokenTool {
    private static final String USAGE = "token add NAME --role viewer|admin, token list, or token remove NAME";

    private final Path file;
    private final PrintStream out;
    private final PrintStream err;

    TokenTool(Path file, PrintStream out, PrintStream err) {
        this.file = file;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        int status;
        try {
            Path file = file(Path.of(args[0]));
            status = new TokenTool(file, System.out, System.err)
                    .run(List.of(args).subList(1, args.length));
        } catch (IOException e) {
            System.err.println("roundhouse: " + e);
            status = 1;
        }
        System.exit(status);
    }

    /** Where the server's own settings say that it lies. */
    static Path file(Path home) throws IOException {
        Properties settings = new Properties();
        Path cfg = home.resolve("etc/io.roundhouse.admin.cfg");
        if (Files.exists(cfg)) {
            try (Reader reader = Files.newBufferedReader(cfg)) {
                settings.load(reader);
            }
        }
        String word =
                settings.getProperty("tokens.file", AdminSettings.TOKENS_FILE).strip();
        for (String variable : List.of("${karaf.home}", "${karaf.base}")) {
            word = word.replace(variable, home.toString());
        }
        return home.resolve(word.replace("${karaf.etc}", home.resolve("etc").toString()));
    }

    int run(List<String> words) throws IOException {
        try {
            String verb = words.isEmpty() ? "" : words.get(0);
            if (verb.equals("add") && words.size() == 4 && words.get(2).equals("--role")) {
                add(words.get(1), words.get(3));
            } else if (verb.equals("list") && words.size() == 1) {
                list();
            } else if (verb.equals("remove") && words.size() == 2) {
                remove(words.get(1));
            } else {
                err.println("roundhouse: " + USAGE);
                return 2;
            }
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("roundhouse: " + e.getMessage());
            return 1;
        }
    }

    private void add(String name, String role) throws IOException {
        String token = Caller.newToken();
        Caller added = Caller.of(TokensFile.name(name, ""), TokensFile.role(role, ""), token);
        if (TokensFile.read(file).stream().anyMatch(one -> one.name().equals(name))) {
            throw new IllegalArgumentException(
                    "there is a token '" + name + "' already; 'token remove " + name + "' takes it away");
        }
        String before = Files.exists(file) ? TokensFile.text(file) : TokensFile.HEAD;
        String between = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        write(before + between + TokensFile.line(added));
        err.println("token '" + name + "' with the role " + role + ", shown this once:");
        out.println(token); // alone there, for scripts
    }

    private void list() throws IOException {
        List<Caller> callers = TokensFile.read(file);
        callers.forEach(one -> out.printf("%-24s %s%n", one.name(), one.role().word()));
        out.printf("%-24s %s (%s in the data folder)%n", Caller.OWNER, Role.ADMIN.word(), Tokens.OWNER_FILE);
    }

    private void remove(String name) throws IOException {
        List<String> names = TokensFile.read(file).stream().map(Caller::name).toList();
        if (!names.contains(name)) {
            throw new IllegalArgumentException("there is no token " + Words.quoted(name)
                    + (names.isEmpty() ? ", nor any other" : "; there are " + String.join(", ", names)));
        }
        write(TokensFile.without(name, TokensFile.text(file)));
        err.println("removed; a running server forgets it within a second");
    }

    private void write(String text) throws IOException {
        TokensFile.parse(text, file.toString()); // nothing is written that the server would refuse
        OwnFile.write(file, text);
    }
}
