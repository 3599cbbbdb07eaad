package org.stnjava.bench.peer;

import com.google.common.collect.ImmutableList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.Workload;

/**
 * The processes of a run, each with libraries of its own, <b>to be closed</b>.
 *
 * @param processes none, if the toolkit is alone
 */
public record PeerGroup(ImmutableList<Peers> processes) implements AutoCloseable {

  /** The columns that peers fill. */
  static final List<Column> LIBRARIES = List.of(Column.TORCH, Column.ONNXRUNTIME);

  /** {@return the version of each library that is there} */
  public Map<Column, String> versions() {
    Map<Column, String> versions = new EnumMap<>(Column.class);
    processes.forEach(peers -> versions.putAll(peers.versions()));
    return versions;
  }

  /** {@return why each library that is not there is not} */
  public Map<Column, String> absences() {
    Map<Column, String> absences = new EnumMap<>(Column.class);
    processes.forEach(peers -> absences.putAll(peers.absences()));
    return absences;
  }

  /** Prepares a library, see {@link Peers#prepare}. */
  Map<String, Contender> prepare(Column library, Workload workload, Inputs inputs) {
    Map<String, Contender> contenders = new LinkedHashMap<>();
    processes.forEach(peers -> contenders.putAll(peers.prepare(library, workload, inputs)));
    return contenders;
  }

  @Override
  public void close() {
    processes.forEach(Peers::close);
  }
}
