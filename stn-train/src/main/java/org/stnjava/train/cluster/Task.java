package org.stnjava.train.cluster;

import com.google.common.base.Ascii;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One process of a cluster.
 *
 * @param job what it does
 * @param index which of those that do it, from 0
 */
public record Task(Job job, int index) {

  private static final Pattern TEXT = Pattern.compile("(ps|worker):([0-9]{1,5})");

  /** What processes of a cluster do. */
  public enum Job {
    /** Keeps parameters. */
    PS,
    /** Computes gradients. */
    WORKER;

    /** {@return its name in TensorFlow} */
    @Override
    public String toString() {
      return Ascii.toLowerCase(name());
    }
  }

  /** The first worker, who says what is done, and keeps the results. */
  public static final Task CHIEF = new Task(Job.WORKER, 0);

  /** A parameter server. */
  static Task ps(int index) {
    return new Task(Job.PS, index);
  }

  /** A worker. */
  static Task worker(int index) {
    return new Task(Job.WORKER, index);
  }

  /**
   * Reads a task such as {@code worker:0}.
   *
   * @param text the job and the index
   * @return the task
   * @throws IllegalArgumentException if the text is none
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

  /** TensorFlow's name for all devices of the task. */
  String device() {
    return "/job:%s/task:%d".formatted(job, index);
  }

  /** {@return the text that {@link #parse} reads} */
  @Override
  public String toString() {
    return job + ":" + index;
  }
}
