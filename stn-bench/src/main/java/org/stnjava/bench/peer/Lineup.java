package org.stnjava.bench.peer;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import java.util.Map;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.Workload;
import org.stnjava.data.npy.NpyArray;

/**
 * All who take part in one workload, checked to compute the same, <b>to be closed</b>.
 *
 * <p>A column may have several contenders, of which the fastest counts.
 */
public final class Lineup implements AutoCloseable {

  /**
   * A contender with its name.
   *
   * @param label its name
   * @param contender who runs
   */
  public record Member(String label, Contender contender) {}

  private final ListMultimap<Column, Member> members =
      MultimapBuilder.enumKeys(Column.class).arrayListValues().build();

  private Lineup() {}

  /**
   * Prepares everybody and compares what they compute.
   *
   * @param workload what to compute
   * @param seed of its numbers
   * @param peers libraries in processes of their own
   * @return who can do it, the toolkit's portable graph always
   * @throws IllegalStateException if outputs differ; the message says whose and by how much
   */
  public static Lineup of(Workload workload, long seed, PeerGroup peers) {
    Inputs inputs = workload.inputs(seed);
    Lineup lineup = new Lineup();
    try {
      Toolkit.COLUMNS.forEach(
          (column, execution) ->
              lineup.add(column, Toolkit.prepare(execution, workload, inputs, seed)));
      lineup.add(peers, workload, inputs);
      lineup.requireAgreement(workload, Toolkit.reference(workload, inputs, seed));
      return lineup;
    } catch (RuntimeException e) {
      lineup.close();
      throw e;
    }
  }

  /** {@return who takes part} */
  public ImmutableListMultimap<Column, Member> members() {
    return ImmutableListMultimap.copyOf(members);
  }

  private void add(Column column, Contender contender) {
    members.put(column, new Member(column.title(), contender));
  }

  private void add(PeerGroup peers, Workload workload, Inputs inputs) {
    for (Column library : PeerGroup.LIBRARIES) {
      peers
          .prepare(library, workload, inputs)
          .forEach((label, contender) -> members.put(library, new Member(label, contender)));
    }
  }

  private void requireAgreement(Workload workload, Map<String, NpyArray> reference) {
    for (Member member : members.values()) {
      Agreement.require(
          "%s %s, %s".formatted(workload.name(), workload.pass().label(), member.label()),
          member.contender().outputs(),
          reference);
    }
  }

  @Override
  public void close() {
    members.values().forEach(member -> member.contender().close());
  }
}
