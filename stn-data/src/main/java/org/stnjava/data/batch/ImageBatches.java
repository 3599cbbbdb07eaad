package org.stnjava.data.batch;

import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyType;
import org.stnjava.data.npy.NpyValues;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/** Batches of images that a scene draws anew in each epoch. */
record ImageBatches(LabeledImages source, Scene scene, int batchSize, long seed)
    implements Batches {

  ImageBatches {
    ExampleBatches.require(source.size(), "source", "image", batchSize);
  }

  @Override
  public OptionalLong examples() {
    return OptionalLong.of(source.size());
  }

  @Override
  public Batch at(long step) {
    ImageSpec layout = scene.layout(source.spec());
    int each = layout.labels();
    byte[] images = layout.allocate(batchSize);
    int[] labels = new int[batchSize * each];
    for (int i = 0; i < batchSize; i++) {
      long sample = Math.multiplyExact(step, (long) batchSize) + i;
      long epoch = sample / source.size();
      int index = ExampleBatches.index(sample, source.size(), seed);
      RandomGenerator random = Seeds.generator(Seeds.mix(Seeds.mix(seed, epoch), index));
      Canvas canvas = Canvas.of(layout, images, i);
      System.arraycopy(
          scene.draw(source, index, random, canvas).labels(), 0, labels, i * each, each);
    }
    return batch(
        new LabeledImages(
            layout.height(), layout.width(), layout.channels(), images, labels, each));
  }

  /** The arrays of images and their classes, the pixels without a copy. */
  static Batch batch(LabeledImages images) {
    NpyArray pixels =
        NpyArray.wrap(
            images.pixels(),
            NpyType.UINT8,
            images.size(),
            images.height(),
            images.width(),
            images.channels());
    return new Batch(Map.of(Batch.IMAGES, pixels), targets(images));
  }

  /** The classes of images. */
  static Map<String, NpyValues> targets(LabeledImages images) {
    int each = images.labelsPerImage();
    long size = images.size();
    return Map.of(
        Batch.LABELS,
        each == 1 ? NpyArray.of(images.labels(), size) : NpyArray.of(images.labels(), size, each));
  }
}
