/** Open Inference Protocol v2 over HTTP: bytes become requests, answers become bytes. Nothing here knows a model. */
@NullMarked
package io.roundhouse.openinference;

import org.jspecify.annotations.NullMarked;
