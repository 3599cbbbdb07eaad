package org.stnjava.data.set;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.exceptions.HdfException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stnjava.data.set.Raster.Region;

/**
 * Reads the {@code digitStruct.mat} of the street view house numbers, "full numbers" format.
 *
 * <p>MATLAB 7.3 writes HDF5: names and boxes are vectors of references to arrays and groups
 * elsewhere in the file. A box's numbers are values where the picture has one digit, and references
 * to values where it has several.
 */
final class DigitStruct {

  /** How the data set calls the digit zero. */
  private static final int ZERO = 10;

  private final HdfFile file;

  private DigitStruct(HdfFile file) {
    this.file = file;
  }

  /**
   * Reads names, digits and the region around all digits of each picture.
   *
   * @throws IllegalArgumentException if the file is something else
   */
  static List<NumberedPicture> read(Path path) {
    try (HdfFile file = new HdfFile(path)) {
      return new DigitStruct(file).pictures();
    } catch (HdfException | ClassCastException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "%s: expected the names and boxes of full numbers, as MATLAB 7.3 writes them, but found %s"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private List<NumberedPicture> pictures() {
    long[] names = (long[]) file.getDatasetByPath("digitStruct/name").getDataFlat();
    long[] boxes = (long[]) file.getDatasetByPath("digitStruct/bbox").getDataFlat();
    List<NumberedPicture> pictures = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      pictures.add(picture(name(names[i]), (Group) file.getNodeByAddress(boxes[i])));
    }
    return pictures;
  }

  /** A text is a column of characters. */
  private String name(long reference) {
    int[] characters = (int[]) ((Dataset) file.getNodeByAddress(reference)).getDataFlat();
    return new String(characters, 0, characters.length);
  }

  private NumberedPicture picture(String name, Group box) {
    double[] label = numbers(box, "label");
    double[] left = numbers(box, "left");
    double[] top = numbers(box, "top");
    double[] width = numbers(box, "width");
    double[] height = numbers(box, "height");
    List<Integer> digits =
        Arrays.stream(label).mapToObj(digit -> digit == ZERO ? 0 : (int) digit).toList();
    Region all = null;
    for (int i = 0; i < label.length; i++) {
      Region one = new Region(left[i], top[i], left[i] + width[i], top[i] + height[i]);
      all = all == null ? one : all.with(one);
    }
    return new NumberedPicture(name, digits, Optional.ofNullable(all));
  }

  private double[] numbers(Group box, String field) {
    Object values = ((Dataset) box.getChild(field)).getDataFlat();
    if (values instanceof double[] one) {
      return one;
    }
    return Arrays.stream((long[]) values)
        .mapToDouble(
            reference -> ((double[]) ((Dataset) file.getNodeByAddress(reference)).getDataFlat())[0])
        .toArray();
  }
}
