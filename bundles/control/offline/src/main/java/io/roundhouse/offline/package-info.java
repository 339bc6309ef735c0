/**
 * The steps of a model over files. The way of a batch: a {@link io.roundhouse.offline.RowsReader} makes columns of rows, a
 * {@link io.roundhouse.offline.Course} sends them through the steps, and they are learnt from ({@link
 * io.roundhouse.offline.Fitter}) or written ({@link io.roundhouse.offline.RowsWriter}).
 */
@NullMarked
package io.roundhouse.offline;

import org.jspecify.annotations.NullMarked;
