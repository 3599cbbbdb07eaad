/**
 * The commands that warp images without a network: {@code warp}, {@code grid} and {@code sample}.
 */
@NullMarked
package org.stnjava.cli.warp;

import org.jspecify.annotations.NullMarked;
