package org.stnjava.train.data;

/**
 * What a scene has drawn.
 *
 * @param label the class to be learned
 * @param placement where the first object went
 */
public record Drawn(int label, Placement placement) {}
