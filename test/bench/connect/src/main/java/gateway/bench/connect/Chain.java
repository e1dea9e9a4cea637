// Converter, transforms, converter, one record at a time: what a Connect worker does with one, without the worker.
package gateway.bench.connect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;

final class Chain {
  private static final String TOPIC = "service-records";
  private final JsonConverter converter = new JsonConverter();
  private final List<Transformation<SinkRecord>> transforms = new ArrayList<>();
  private long offset = 0;

  /** `config`: as in a connector's own configuration. */
  Chain(Map<String, String> config) throws ReflectiveOperationException {
    converter.configure(Map.of("schemas.enable", "false", "converter.type", "value"));
    for (String name : config.get("transforms").split(",")) {
      String prefix = "transforms." + name + ".";
      Map<String, String> own = new HashMap<>();
      config.forEach((key, value) -> {
        if (key.startsWith(prefix)) own.put(key.substring(prefix.length()), value);
      });
      transforms.add(made(own.remove("type"), own));
    }
  }

  @SuppressWarnings("unchecked")
  private static Transformation<SinkRecord> made(String type, Map<String, String> config)
      throws ReflectiveOperationException {
    var transform = (Transformation<SinkRecord>) Class.forName(type).getDeclaredConstructor().newInstance();
    transform.configure(config);
    return transform;
  }

  /** Null: a transform dropped it. */
  byte[] apply(byte[] value) {
    SchemaAndValue read = converter.toConnectData(TOPIC, value);
    SinkRecord record = new SinkRecord(TOPIC, 0, null, null, read.schema(), read.value(), offset++);
    for (Transformation<SinkRecord> transform : transforms) {
      record = transform.apply(record);
      if (record == null) return null;
    }
    return converter.fromConnectData(TOPIC, record.valueSchema(), record.value());
  }
}
