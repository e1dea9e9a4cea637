// Told on stdin what to do with the records of a file: `pass` prints what the chain makes of each, `rate <ms>` how many a second.
package gateway.bench.connect;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

public final class Main {
  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  /** What was made is used, so that making it is not left out. */
  private static long written = 0;

  private Main() {}

  /** Arguments: the chain as a properties file, the records as a file of lines. */
  public static void main(String[] args) throws Exception {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
      properties.load(reader);
    }
    Map<String, String> config = new HashMap<>();
    properties.forEach((key, value) -> config.put((String) key, (String) value));
    Chain chain = new Chain(config);
    List<byte[]> records = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(args[1]))) records.add(line.getBytes(StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String told = in.readLine(); told != null; told = in.readLine()) {
      if (told.equals("pass")) {
        for (byte[] record : records) {
          byte[] made = chain.apply(record);
          out.println(made == null ? "null" : new String(made, StandardCharsets.UTF_8));
        }
      } else if (told.startsWith("rate ")) {
        out.println(rate(chain, records, Long.parseLong(told.substring(5))));
      }
    }
    System.err.println(written);
  }

  /** Records per second of CPU time of the whole process, garbage collection and compilation included. */
  private static double rate(Chain chain, List<byte[]> records, long leastMs) {
    long startedAt = MACHINE.getProcessCpuTime();
    long elapsed = 0;
    int done = 0;
    while (elapsed < leastMs * 1_000_000) {
      byte[] made = chain.apply(records.get(done % records.size()));
      if (made != null) written += made.length;
      done++;
      if (done % 20 == 0) elapsed = MACHINE.getProcessCpuTime() - startedAt;
    }
    return done * 1e9 / elapsed;
  }
}
