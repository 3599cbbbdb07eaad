package org.stnjava.savedmodel.graph;

import java.util.List;
import java.util.Optional;

/** The content of a tensor list. */
sealed interface TensorList {

  /** The tensors, the names of those that were not written empty; nothing if not known apart. */
  Optional<List<String>> items();

  /** How many there are; nothing if that is not known. */
  default Optional<Integer> length() {
    return items().map(List::size);
  }

  /** All of them as one tensor; nothing if none was written. */
  Optional<String> stacked(TensorListReads reads);

  /** Tensors that were written one by one. */
  record Items(List<String> all) implements TensorList {

    public Items {
      all = List.copyOf(all);
    }

    @Override
    public Optional<List<String>> items() {
      return Optional.of(all);
    }

    @Override
    public Optional<String> stacked(TensorListReads reads) {
      return all.stream()
          .filter(item -> !item.isEmpty())
          .findFirst()
          .map(one -> reads.pack(all, one));
    }
  }

  /** The rows of a tensor. */
  record Rows(String tensor) implements TensorList {

    @Override
    public Optional<List<String>> items() {
      return Optional.empty();
    }

    @Override
    public Optional<String> stacked(TensorListReads reads) {
      return Optional.of(reads.same(tensor));
    }
  }
}
