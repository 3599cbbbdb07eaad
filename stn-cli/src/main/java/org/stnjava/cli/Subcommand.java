package org.stnjava.cli;

/**
 * A command that another module adds to the program.
 *
 * <p>Annotated for picocli and listed in {@code META-INF/services}; all implementations on the
 * class path are found. An exception becomes the exit code, as in every command.
 */
public interface Subcommand extends Runnable {}
