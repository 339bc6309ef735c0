/**
 * What a plugin's tests need: a contract for each SPI, whose tests are the rules of the SPI's documentation, and fakes to
 * test the server with. The entry type for an engine is {@link io.roundhouse.testkit.EngineContract}; a plugin's test
 * extends it and names the engine, a model and some rows. Used by tests only, on the threads of tests.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.roundhouse.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
