package org.stnjava.bench.race;

import org.stnjava.bench.peer.Timing;
import org.stnjava.bench.race.MachineTime.Span;

/**
 * One turn of a contender.
 *
 * @param timing a repetition
 * @param span what went on beside it
 */
record Turn(Timing timing, Span span) {}
