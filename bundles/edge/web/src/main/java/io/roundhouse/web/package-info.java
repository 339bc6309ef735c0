/** The web console: files for a browser, which asks the admin API for all that it shows. */
@NullMarked
package io.roundhouse.web;

import org.jspecify.annotations.NullMarked;
