/**
 * Arguments, files and failures of all commands.
 *
 * <p>A failure becomes one line on standard error and an exit code here.
 */
@NullMarked
package org.stnjava.cli.common;

import org.jspecify.annotations.NullMarked;
