package io.roundhouse.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateNativesTest {
    private static final PrivateNatives NATIVES = new PrivateNatives("Trees", "lib", List.of("libtrees.so"), 20);

    @Test
    void saysWhatIsMissingAndHowToMendIt() {
        String missing = "/data/x.so: libgomp.so.1: cannot open shared object file: No such file or directory";

        assertThat(NATIVES.reason(missing)).contains("libgomp1 (Debian").doesNotContain("/data");
        assertThat(NATIVES.reason("libc.so.6: version `GLIBC_2.29' not found")).contains("newer C library");
        assertThat(NATIVES.reason("failed to map segment")).contains("hold 20 MB and allow execution");
    }

    @Test
    void knowsTheFoldersOfThisMachine() {
        assertThat(PrivateNatives.platform("Linux", "amd64")).isEqualTo("linux/x86_64");
        assertThat(PrivateNatives.platform("Linux", "aarch64")).isEqualTo("linux/aarch64");
    }

    @Test
    void makesWhatIsUniqueInTheProcessWeak(@TempDir Path folder) throws IOException {
        Path library = folder.resolve("libtrees.so");
        Files.write(library, library("_ZN5trees4allE", 10, "_ZN5trees4oneE", 1, "_ZNSt7collateIcE2idE", 10));

        PrivateNatives.shareNothing(library);

        assertThat(Files.readAllBytes(library))
                .isEqualTo(library("_ZN5trees4allE", 2, "_ZN5trees4oneE", 1, "_ZNSt7collateIcE2idE", 10));
    }

    @Test
    void refusesToChangeWhatIsNoLibrary(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("libtrees.so"), "no library");

        assertThatThrownBy(() -> PrivateNatives.shareNothing(file)).hasMessageContaining("not a 64-bit");
    }

    /** A library of nothing but dynamic symbols, with the binding of each. */
    private static byte[] library(Object... namesAndBindings) {
        ByteBuffer file = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        int table = 64;
        int symbols = 256;
        int texts = 512;
        file.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
        file.putLong(0x28, table).putShort(0x3a, (short) 64).putShort(0x3c, (short) 2);
        file.putInt(table + 4, 11).putLong(table + 24, symbols).putInt(table + 40, 1);
        file.putLong(table + 32, 24L * namesAndBindings.length / 2);
        file.putLong(table + 64 + 24, texts).putLong(table + 64 + 32, 256);
        int text = 1;
        for (int i = 0; i < namesAndBindings.length; i += 2) {
            byte[] name = namesAndBindings[i].toString().getBytes(StandardCharsets.US_ASCII);
            file.position(texts + text).put(name);
            int symbol = symbols + 12 * i;
            file.putInt(symbol, text).put(symbol + 4, (byte) ((int) namesAndBindings[i + 1] << 4 | 1));
            text += name.length + 1;
        }
        return file.array();
    }

    @Test
    void refusesALibraryThatItDoesNotKnow() {
        assertThatThrownBy(() -> ElfLibrary.apart(new byte[100], "a.so", "b.so"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ELF");
        assertThatThrownBy(() -> ElfLibrary.apart(new byte[100], "a.so", "longer.so"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
