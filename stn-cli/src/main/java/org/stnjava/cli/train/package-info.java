/**
 * The commands for experiments and their runs: {@code train}, {@code eval}, {@code report}, {@code
 * export} and {@code experiments}.
 */
@NullMarked
package org.stnjava.cli.train;

import org.jspecify.annotations.NullMarked;
