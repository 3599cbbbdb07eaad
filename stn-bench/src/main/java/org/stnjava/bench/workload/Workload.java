package org.stnjava.bench.workload;

import java.util.Map;

/** A computation on given numbers that every peer can do. */
public sealed interface Workload permits SamplerWorkload, NetworkWorkload {

  /** {@return the name on the command line and in tables} */
  String name();

  /** {@return how much of it is timed} */
  Pass pass();

  /** {@return its sizes in a few words} */
  String description();

  /**
   * Tells a program in another language what to compute.
   *
   * @return what becomes a JSON object; {@code kind} and {@code pass} are always there
   */
  Map<String, Object> settings();

  /**
   * Makes the numbers that go in.
   *
   * @param seed decides them
   * @return arrays by name
   */
  Inputs inputs(long seed);
}
