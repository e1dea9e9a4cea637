// The processor: one record of `service-records` in, its releases and decisions out.
package gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

final class Gate implements Processor<byte[], byte[], String, byte[]> {
  private static final Duration CALM = Duration.ofMillis(20);
  /** A record that was sent no longer ago than so has no backlog before it. */
  private static final long FRESH_MS = 100;
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Law law;
  private final Catalogue catalogue;
  private final Evidence evidence;
  private final Decider decider;
  private final String controlOffset;
  private final Set<String> announced = new HashSet<>();
  private ProcessorContext<String, byte[]> context;
  private boolean isFresh = false;
  private long writtenAt = -1;
  private String written;

  Gate(Law law, JsonNode schema, String secret, int controlOffset) {
    this.law = law;
    this.controlOffset = String.valueOf(controlOffset);
    catalogue = new Catalogue(schema);
    evidence = new Evidence(secret);
    decider = new Decider(law, evidence);
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    context.schedule(CALM, PunctuationType.WALL_CLOCK_TIME, now -> commitWhenCalm());
  }

  /** As the gatekeeper does: without a backlog nothing waits for the commit interval to pass. */
  private void commitWhenCalm() {
    if (isFresh) context.commit();
    isFresh = false;
  }

  private String instantText(long now) {
    if (now != writtenAt) {
      writtenAt = now;
      String text = Instant.ofEpochMilli(now).truncatedTo(ChronoUnit.MILLIS).toString();
      written = text.length() == 20 ? text.substring(0, 19) + ".000Z" : text;
    }
    return written;
  }

  @Override
  public void process(Record<byte[], byte[]> message) {
    isFresh = System.currentTimeMillis() - message.timestamp() < FRESH_MS;
    try {
      judge(message);
    } catch (IOException none) {
      throw new IllegalStateException("the bench holds an unreadable record");
    }
  }

  private void judge(Record<byte[], byte[]> message) throws IOException {
    JsonNode record = JSON.readTree(message.value());
    long now = System.currentTimeMillis();
    String at = instantText(now);
    String dealer = record.get("dealerCode").textValue();
    String recordId = record.get("recordId").textValue();
    int revision = record.get("revision").intValue();
    String customer = record.path("customer").path("id").asText("");
    String subject = customer.isEmpty() ? null : evidence.subject(dealer, customer);
    Set<String> vehicles = new LinkedHashSet<>();
    for (String key : List.of("vin", "chassisNumber")) {
      String number = record.path("vehicle").path(key).asText("");
      if (!number.isEmpty()) vehicles.add(evidence.vehicle(number));
    }
    String recordKey = evidence.recordKey(dealer, recordId);
    List<Law.Consent> consents = subject == null ? List.of() : law.consents.getOrDefault(subject, List.of());
    Prepared prepared = new Prepared(record, catalogue);
    Map<String, String> outwardIds = new HashMap<>();
    RecordMetadata source = context.recordMetadata().orElseThrow();
    for (Law.Stream stream : law.streams) {
      String outwardId = outwardIds.computeIfAbsent(stream.audience(),
          audience -> evidence.outwardId(audience, dealer, recordId));
      byte[] salt = evidence.draw(16);
      String id = outwardId + "." + revision + "." + stream.purpose();
      String saltText = Evidence.URL.encodeToString(salt);
      Decider.Decided decided = decider.decide(prepared, stream, dealer, consents, now, outwardId);
      byte[] released = decided.released() == null ? null : JSON.writeValueAsBytes(decided.released());
      if (released != null) {
        Headers headers = envelope(id, "service-record.released.v1", "urn:joint-use-gateway:stream:" + stream.id(), at, stream, saltText);
        headers.add("traceparent", bytes(evidence.traceparent()));
        context.forward(new Record<>(outwardId, released, message.timestamp(), headers), stream.topic());
      }
      ObjectNode decision = JSON.createObjectNode();
      Decider.Pattern pattern = decided.counted().pattern();
      decision.put("id", id).put("stream", stream.id()).put("pattern", pattern.id());
      ArrayNode leaves = decision.putArray("leaves");
      for (int count : decided.counted().leaves()) leaves.add(count);
      decision.put("policy", law.policy).put("policyHash", law.policyHash).put("at", at).put("controlOffset", controlOffset);
      decision.putObject("source").put("partition", source.partition()).put("offset", String.valueOf(source.offset()));
      decision.put("effect", released == null ? "withheld" : "released");
      decision.put("references", evidence.commitment(salt, JSON.writeValueAsBytes(decided.references())));
      decision.put("released", released == null ? null : evidence.commitment(salt, released));
      if (announced.add(pattern.id())) decision.set("verdicts", JSON.readTree(pattern.verdicts()));
      Headers headers = envelope(id, "service-record.decided.v1", "urn:joint-use-gateway:decisions", at, stream, saltText);
      headers.add("gw_record", bytes(recordKey));
      if (subject != null) headers.add("gw_subject", bytes(subject));
      String[] names = {"gw_vehicle", "gw_chassis"};
      int which = 0;
      for (String vehicle : vehicles) headers.add(names[which++], bytes(vehicle));
      context.forward(new Record<>(id, JSON.writeValueAsBytes(decision), message.timestamp(), headers), "decisions");
    }
  }

  private Headers envelope(String id, String type, String source, String at, Law.Stream stream, String salt) {
    return new RecordHeaders().add("ce_specversion", bytes("1.0")).add("ce_id", bytes(id)).add("ce_type", bytes(type))
        .add("ce_source", bytes(source)).add("ce_time", bytes(at)).add("content-type", bytes("application/json"))
        .add("gw_decision", bytes(id)).add("gw_stream", bytes(stream.id())).add("gw_policy", bytes(law.policy))
        .add("gw_purpose", bytes(stream.purpose())).add("gw_salt", bytes(salt));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
