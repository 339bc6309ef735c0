package io.roundhouse.admin;

import java.io.IOException;
import java.util.List;

/** What stands under one word behind {@code /admin/v1}. */
interface Resource {
    /**
     * Answers, or throws what the filter of the HTTP room answers.
     *
     * @param rest the pieces of the path behind that word
     */
    void answer(List<String> rest, Exchange exchange) throws IOException;
}
