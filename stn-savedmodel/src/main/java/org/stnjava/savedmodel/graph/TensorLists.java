package org.stnjava.savedmodel.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.proto.NodeDef;

/**
 * Resolves tensor lists, which loops write and read, while a graph is flattened.
 *
 * <p>What a list holds is followed from node to node; reads become the tensors that were written.
 * The list's own nodes stay, for reads that cannot be resolved because an index is not known before
 * the model runs.
 */
final class TensorLists {

  private final FlatGraph flat;
  private final ConstantFolder folder;
  private final Map<String, TensorList> lists = new HashMap<>();

  TensorLists(FlatGraph flat, ConstantFolder folder) {
    this.flat = flat;
    this.folder = folder;
  }

  /** Whether a tensor is a list whose contents are known. */
  boolean isKnown(String tensor) {
    return lists.containsKey(tensor);
  }

  /** Adds a node of which all attributes and inputs are set, or what it reads from a list. */
  void add(NodeDef node) {
    Optional<String> read = read(node);
    if (read.isPresent()) {
      flat.replaced(node.getName(), List.of(read.get()), List.of(TensorName.nodeOf(read.get())));
    } else if (node.getOp().equals("TensorListPopBack")) {
      popBack(node);
    } else if (node.getOp().startsWith("TensorListConcat")) {
      concat(node);
    } else {
      Rewrites.add(flat, node);
      write(node);
    }
  }

  private Optional<String> read(NodeDef node) {
    TensorList list = node.getInputCount() == 0 ? null : lists.get(node.getInput(0));
    if (list == null) {
      return Optional.empty();
    }
    TensorListReads reads = new TensorListReads(flat, node);
    return switch (node.getOp()) {
      case "TensorListGetItem" -> item(list, node, reads);
      case "TensorListStack" -> list.stacked(reads);
      case "TensorListGather" ->
          list.stacked(reads.part("rows")).map(rows -> reads.gather(rows, node.getInput(1)));
      case "TensorListLength" -> list.length().map(reads::length);
      default -> Optional.empty();
    };
  }

  private Optional<String> item(TensorList list, NodeDef node, TensorListReads reads) {
    String index = node.getInput(1);
    Optional<List<String>> items = list.items();
    Optional<Double> place = items.isPresent() ? folder.scalar(index) : Optional.empty();
    if (items.isPresent() && place.isPresent()) {
      String item = at(items.get(), place.get().intValue());
      return Optional.of(item.isEmpty() ? reads.zeros(node.getInput(2)) : reads.same(item));
    }
    return list.stacked(reads.part("rows")).map(rows -> reads.gather(rows, index));
  }

  private static String at(List<String> items, int index) {
    return index >= 0 && index < items.size() ? items.get(index) : "";
  }

  /** The lengths, the second output, stay what the operation gives. */
  private void concat(NodeDef node) {
    flat.add(node);
    List<String> items = items(node).orElse(List.of());
    if (!items.isEmpty() && !items.contains("")) {
      String all = new TensorListReads(flat, node).part("all").concat(items);
      flat.replaced(
          node.getName(), List.of(all, node.getName() + ":1"), List.of(all, node.getName()));
    }
  }

  private void popBack(NodeDef node) {
    flat.add(node);
    TensorList list = lists.get(node.getInput(0));
    Optional<List<String>> items = list == null ? Optional.empty() : list.items();
    List<String> all = items.orElse(List.of());
    if (!all.isEmpty() && !all.get(all.size() - 1).isEmpty()) {
      List<String> rest = all.subList(0, all.size() - 1);
      lists.put(node.getName(), new TensorList.Items(rest));
      flat.replaced(
          node.getName(),
          List.of(node.getName(), all.get(all.size() - 1)),
          List.of(node.getName()));
    }
  }

  /** Notes what the list holds that a node makes. */
  private void write(NodeDef node) {
    Optional<TensorList> made =
        switch (node.getOp()) {
          case "EmptyTensorList" -> Optional.of(new TensorList.Items(List.of()));
          case "TensorListReserve" ->
              folder
                  .scalar(node.getInput(1))
                  .map(count -> new TensorList.Items(Collections.nCopies(count.intValue(), "")));
          case "TensorListFromTensor" -> Optional.of(new TensorList.Rows(node.getInput(0)));
          case "TensorListSetItem" -> setItem(node);
          case "TensorListPushBack" -> pushBack(node);
          case "TensorListResize" -> resize(node);
          case "TensorListScatter", "TensorListScatterV2" ->
              scatter(List.of(), node, node.getInput(0), node.getInput(1));
          case "TensorListScatterIntoExistingList" ->
              items(node)
                  .flatMap(items -> scatter(items, node, node.getInput(1), node.getInput(2)));
          case "Identity" -> Optional.ofNullable(lists.get(node.getInput(0)));
          default -> Optional.empty();
        };
    made.ifPresent(list -> lists.put(node.getName(), list));
    if (node.getOp().equals("IdentityN")) {
      passOn(node);
    }
  }

  private void passOn(NodeDef identities) {
    for (int i = 0; i < identities.getAttrOrThrow("T").getList().getTypeCount(); i++) {
      TensorList same = lists.get(identities.getInput(i));
      if (same != null) {
        lists.put(flat.tensor(identities.getName(), i), same);
      }
    }
  }

  private Optional<List<String>> items(NodeDef node) {
    return Optional.ofNullable(lists.get(node.getInput(0))).flatMap(TensorList::items);
  }

  private Optional<TensorList> setItem(NodeDef node) {
    Optional<List<String>> items = items(node);
    Optional<Double> index = items.isPresent() ? folder.scalar(node.getInput(1)) : Optional.empty();
    if (items.isEmpty() || index.isEmpty()) {
      return Optional.empty();
    }
    List<String> copy = new ArrayList<>(items.get());
    put(copy, index.get().intValue(), node.getInput(2));
    return Optional.of(new TensorList.Items(copy));
  }

  private static void put(List<String> items, int index, String item) {
    while (items.size() <= index) {
      items.add("");
    }
    items.set(index, item);
  }

  private Optional<TensorList> pushBack(NodeDef node) {
    return items(node)
        .map(
            items -> {
              List<String> copy = new ArrayList<>(items);
              copy.add(node.getInput(1));
              return new TensorList.Items(copy);
            });
  }

  private Optional<TensorList> resize(NodeDef node) {
    Optional<List<String>> items = items(node);
    Optional<Double> size = items.isPresent() ? folder.scalar(node.getInput(1)) : Optional.empty();
    return size.map(
        count -> {
          List<String> old = items.orElseThrow();
          List<String> copy =
              new ArrayList<>(old.subList(0, Math.min(old.size(), count.intValue())));
          copy.addAll(Collections.nCopies(count.intValue() - copy.size(), ""));
          return new TensorList.Items(copy);
        });
  }

  /** Puts the rows of a tensor at indices. */
  private Optional<TensorList> scatter(
      List<String> before, NodeDef node, String rows, String indices) {
    return folder
        .integers(indices)
        .map(
            places -> {
              List<String> items = new ArrayList<>(before);
              for (int i = 0; i < places.size(); i++) {
                TensorListReads reads = new TensorListReads(flat, node).part("item_" + i);
                put(items, places.get(i), reads.row(rows, i));
              }
              return new TensorList.Items(items);
            });
  }
}
