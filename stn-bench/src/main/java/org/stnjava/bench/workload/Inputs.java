package org.stnjava.bench.workload;

import java.util.Map;
import org.stnjava.data.npy.NpyArray;

/**
 * The numbers that a workload is computed on.
 *
 * @param arrays by name
 */
public record Inputs(Map<String, NpyArray> arrays) {

  /**
   * One of the arrays.
   *
   * @param name its name
   * @return the array
   * @throws IllegalArgumentException if there is none of that name
   */
  public NpyArray get(String name) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "name: expected one of %s but got '%s'".formatted(arrays.keySet(), name));
    }
    return array;
  }
}
