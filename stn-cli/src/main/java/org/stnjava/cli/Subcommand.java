package org.stnjava.cli;

/**
 * A command that another module adds to the program.
 *
 * <p>Annotated as picocli wants it, and listed in {@code META-INF/services}: whatever is on the
 * class path is found. What it throws becomes the exit code, as of every command.
 */
public interface Subcommand extends Runnable {}
