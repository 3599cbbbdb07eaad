package org.stnjava.cluster.task;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A packet filter in the Linux kernel: a listening socket receives only packets that were sent to
 * given addresses of the machine, although the server is bound to all of them.
 *
 * <p>Connections accepted later inherit the filter. It is a classic Berkeley packet filter (BPF),
 * which needs no privileges.
 */
final class AddressFilter {

  /** As in {@code asm-generic/socket.h}. */
  private static final int SOL_SOCKET = 1;

  private static final int SO_ATTACH_FILTER = 26;

  /** The offset of the packet's network header, as in {@code linux/filter.h}. */
  private static final int NETWORK = -0x100000;

  private static final int LOAD_BYTE = 0x30;
  private static final int LOAD_WORD = 0x20;
  private static final int SHIFT_RIGHT = 0x74;
  private static final int JUMP_UNLESS_EQUAL = 0x15;
  private static final int RETURN = 0x06;
  private static final int INSTRUCTION_BYTES = 8;

  /** The offsets of the destination address in IPv4 and IPv6 headers. */
  private static final int DESTINATION_4 = 16;

  private static final int DESTINATION_6 = 24;

  private final List<long[]> instructions = new ArrayList<>();

  /** The C library. */
  private interface LibC extends Library {
    int setsockopt(int socket, int level, int option, Pointer value, int bytes)
        throws LastErrorException;
  }

  /** Builds the filter for IPv4 and IPv6 addresses. */
  AddressFilter(List<InetAddress> destinations) {
    destinations.forEach(address -> add(address.getAddress()));
    add(RETURN, 0, 0);
  }

  /** Accepts packets to an address; a packet to another one jumps to the next block. */
  private void add(byte[] address) {
    int words = address.length / Integer.BYTES;
    int version = words == 1 ? 4 : 6;
    add(LOAD_BYTE, 0, NETWORK);
    add(SHIFT_RIGHT, 0, 4);
    add(JUMP_UNLESS_EQUAL, 2 * words + 1, version);
    ByteBuffer bytes = ByteBuffer.wrap(address);
    for (int word = 0; word < words; word++) {
      int offset = (words == 1 ? DESTINATION_4 : DESTINATION_6) + word * Integer.BYTES;
      add(LOAD_WORD, 0, NETWORK + offset);
      add(JUMP_UNLESS_EQUAL, 2 * (words - 1 - word) + 1, bytes.getInt());
    }
    add(RETURN, 0, -1);
  }

  private void add(int code, int otherwise, int operand) {
    instructions.add(new long[] {code, otherwise, operand});
  }

  /** {@return whether this system has such filters} */
  static boolean isAvailable() {
    return Platform.isLinux() && Platform.is64Bit();
  }

  /**
   * Attaches the filter to a socket.
   *
   * @param socket the descriptor of a listening socket
   * @throws IllegalStateException if the kernel refuses the filter
   */
  void attach(int socket) {
    try (Memory program = new Memory((long) instructions.size() * INSTRUCTION_BYTES);
        Memory header = new Memory(2L * Native.POINTER_SIZE)) {
      for (int i = 0; i < instructions.size(); i++) {
        long[] instruction = instructions.get(i);
        long at = (long) i * INSTRUCTION_BYTES;
        program.setShort(at, (short) instruction[0]);
        program.setByte(at + 2, (byte) 0);
        program.setByte(at + 3, (byte) instruction[1]);
        program.setInt(at + 4, (int) instruction[2]);
      }
      header.setShort(0, (short) instructions.size());
      header.setPointer(Native.POINTER_SIZE, program);
      Native.load("c", LibC.class)
          .setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, header, (int) header.size());
    } catch (LastErrorException e) {
      throw new IllegalStateException("the kernel takes no filter: " + e.getMessage(), e);
    }
  }
}
