package io.roundhouse.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.spi.transformer.Transformer;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 in a file, from the bundle as it is shipped. */
class EmbeddedIT {
    private static final String INIT =
            ";DB_CLOSE_ON_EXIT=FALSE;INIT=create table if not exists customers (customer varchar"
                    + " primary key, income double precision, segment varchar\\, updated_at timestamp)\\;merge into customers values"
                    + " ('c1'\\, 1\\, 's1'\\, current_timestamp)";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path folder;

    @Test
    void worksFromItsBundleAndLeavesNothing() throws Exception {
        WeakReference<ClassLoader> loader = useBundle();

        Bundle.assertGone(loader);
    }

    @Test
    void importsWhatItsComponentsNeed() throws Exception {
        try (Bundle bundle = new Bundle()) {
            bundle.assertConstructible("LookupComponent");
            bundle.assertConstructible("StoreComponent");
        }
    }

    private WeakReference<ClassLoader> useBundle() throws Exception {
        try (Bundle bundle = new Bundle()) {
            String url = "jdbc:h2:file:" + folder.resolve("embedded") + INIT;
            try (AutoCloseable store = bundle.store("customers", url, "sa", "");
                    Transformer step = bundle.step(TestLookup.settings())) {
                assertThat(store).isNotNull();
                assertThat(TestLookup.incomes(step.apply(TestLookup.keys("c1", "c2"))))
                        .containsExactly(1.0, -1.0);
            }
            bundle.assertNoThreadLeft();
            return bundle.reference();
        }
    }
}
