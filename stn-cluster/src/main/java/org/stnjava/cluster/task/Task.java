package org.stnjava.cluster.task;

import com.google.common.base.Ascii;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process of a cluster: its job and its index.
 *
 * @param job its role
 * @param index its number among the tasks of the job, from 0
 */
public record Task(Job job, int index) {

  private static final Pattern TEXT = Pattern.compile("(ps|worker):([0-9]{1,5})");

  /** The role of a task. */
  public enum Job {
    /** A parameter server: stores weights and the optimizer's state. */
    PS,
    /** A worker: computes gradients. */
    WORKER;

    /** {@return its name in TensorFlow} */
    @Override
    public String toString() {
      return Ascii.toLowerCase(name());
    }
  }

  /** The first worker: coordinates the others, evaluates, and writes the run folder. */
  public static final Task CHIEF = new Task(Job.WORKER, 0);

  /**
   * A parameter server.
   *
   * @param index its number, from 0
   * @return the task
   */
  public static Task ps(int index) {
    return new Task(Job.PS, index);
  }

  /**
   * A worker.
   *
   * @param index its number, from 0
   * @return the task
   */
  public static Task worker(int index) {
    return new Task(Job.WORKER, index);
  }

  /**
   * Parses a task such as {@code worker:0}.
   *
   * @param text the job and the index
   * @return the task
   * @throws IllegalArgumentException if the text is not a task
   */
  public static Task parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "task: expected ps:N or worker:N but got '%s'".formatted(text));
    }
    Job job = matcher.group(1).equals("ps") ? Job.PS : Job.WORKER;
    return new Task(job, Integer.parseInt(matcher.group(2)));
  }

  /** {@return TensorFlow's name for all devices of the task} */
  public String device() {
    return "/job:%s/task:%d".formatted(job, index);
  }

  /** {@return the text that {@link #parse} parses} */
  @Override
  public String toString() {
    return job + ":" + index;
  }
}
