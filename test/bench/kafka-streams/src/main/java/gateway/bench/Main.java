// Kafka Streams with `exactly_once_v2`: reads `service-records`, writes streams' topics and `decisions`, as the gatekeeper does.
package gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    Map<String, String> env = System.getenv();
    ObjectMapper json = new ObjectMapper();
    JsonNode given = json.readTree(new File(env.get("GATE_GIVEN")));
    List<JsonNode> facts = new ArrayList<>();
    given.get("facts").forEach(facts::add);
    Law law = new Law(facts);
    String secret = env.get("PSEUDONYM_SECRET");

    var bytes = Serdes.ByteArray();
    var text = Serdes.String();
    Topology topology = new Topology();
    topology.addSource("in", bytes.deserializer(), bytes.deserializer(), env.get("INPUT_TOPIC"));
    topology.addProcessor("gate", () -> new Gate(law, given.get("schema"), secret, facts.size()), "in");
    for (Law.Stream stream : law.streams) {
      topology.addSink(stream.topic(), stream.topic(), text.serializer(), bytes.serializer(), "gate");
    }
    topology.addSink("decisions", "decisions", text.serializer(), bytes.serializer(), "gate");

    Properties p = new Properties();
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, env.get("APPLICATION_ID"));
    p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, env.get("KAFKA_BROKERS"));
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, env.get("THREADS"));
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, env.get("COMMIT_INTERVAL_MS"));
    p.put(StreamsConfig.STATE_DIR_CONFIG, env.get("STATE_DIR"));
    p.put("security.protocol", "SASL_PLAINTEXT");
    p.put("sasl.mechanism", "SCRAM-SHA-256");
    p.put("sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
        + env.get("KAFKA_USERNAME") + "\" password=\"" + env.get("KAFKA_PASSWORD") + "\";");
    p.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
    p.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), "900000");
    p.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), "134217728");
    p.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), "100");
    p.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), "2000");
    p.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), "262144");
    p.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), "100");
    p.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "6000");
    p.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), "500");
    p.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    KafkaStreams streams = new KafkaStreams(topology, p);
    streams.setUncaughtExceptionHandler(error -> {
      System.err.println("fault: " + error);
      Throwable cause = error.getCause();
      while (cause != null) {
        System.err.println("  because " + cause + " at " + (cause.getStackTrace().length > 0 ? cause.getStackTrace()[0] : ""));
        cause = cause.getCause();
      }
      return org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    });
    streams.setStateListener((now, before) -> {
      System.out.println("state " + now);
      if (now == KafkaStreams.State.ERROR) Runtime.getRuntime().halt(1);
    });
    // The next one need not wait for this one's session to end.
    CloseOptions leaving = CloseOptions.timeout(Duration.ofSeconds(5))
        .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(leaving)));
    streams.start();
  }
}
