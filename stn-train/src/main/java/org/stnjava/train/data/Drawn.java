package org.stnjava.train.data;

/**
 * What a scene has drawn.
 *
 * @param labels the classes to be learned, as many as the scene has
 * @param placement where the first object went
 */
@SuppressWarnings("ArrayRecordComponent") // Made and dropped with one image.
public record Drawn(int[] labels, Placement placement) {}
