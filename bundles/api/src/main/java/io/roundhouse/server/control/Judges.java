package io.roundhouse.server.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Makes judges. Any thread. */
@ProviderType
public interface Judges {
    /**
     * A judge that knows nothing yet.
     *
     * @param guards 1 to 32, of different names
     * @param alpha the chance of a wrong roll-back that is accepted over the whole life of the judge, and that of a wrong
     *     promotion; above 0, at most 0.5
     * @throws IllegalArgumentException says what is wrong and what is allowed
     */
    Judge create(List<Guard> guards, double alpha);

    /**
     * A judge that goes on exactly where the saved one was.
     *
     * @param guards those of the saved one
     * @param alpha that of the saved one
     * @param saved by {@link Judge#save}
     * @throws IllegalArgumentException the text is damaged, or was saved with other guards or another alpha
     */
    Judge restore(List<Guard> guards, double alpha, String saved);
}
