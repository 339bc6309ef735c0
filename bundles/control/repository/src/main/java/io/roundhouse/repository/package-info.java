/**
 * Finds, verifies and watches model folders, and tells the lifecycle what is to be served. The entry type is {@link
 * io.roundhouse.repository.RepositoryComponent}; the logic is {@link io.roundhouse.repository.ModelFolders}.
 */
@NullMarked
package io.roundhouse.repository;

import org.jspecify.annotations.NullMarked;
