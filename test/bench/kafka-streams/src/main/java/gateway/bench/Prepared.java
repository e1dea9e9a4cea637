// One walk of a record: every leaf with its kind, and the containers a projection may need. Shared between the streams.
package gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

final class Prepared {
  record Holder(int slot, Holder parent, String key, boolean isArray, int job) {}

  static final class Leaf {
    final Catalogue.Kind kind;
    final JsonNode value;
    final Holder holder;
    final String key;
    /** What a search of the text found; null: not searched yet. */
    List<TextScan.Find> finds;

    Leaf(Catalogue.Kind kind, JsonNode value, Holder holder, String key) {
      this.kind = kind;
      this.value = value;
      this.holder = holder;
      this.key = key;
    }
  }

  final JsonNode record;
  final List<Leaf> leaves = new ArrayList<>(64);
  final List<Leaf> texts = new ArrayList<>(32);
  final String shape;
  int judged = 0;
  int holders = 0;
  TextScan scan;
  private final Catalogue catalogue;
  private final String channel;
  private final Map<String, Integer> jobs = new HashMap<>();

  Prepared(JsonNode record, Catalogue catalogue) {
    this.record = record;
    this.catalogue = catalogue;
    channel = record.path("channel").asText("");
    int position = 0;
    for (JsonNode job : record.path("work").path("jobs")) {
      position++;
      String id = job.path("jobId").asText("");
      if (!id.isEmpty()) jobs.putIfAbsent(id, position);
    }
    walk(record, catalogue.root, null, "", 0);
    shape = shapeOf();
  }

  private void walk(JsonNode value, Catalogue.Place place, Holder parent, String key, int index) {
    if (!value.isContainerNode()) {
      addLeaf(value, place, parent, key);
      return;
    }
    int job = 0;
    String id = value.isObject() ? value.path("jobId").asText("") : "";
    if (!id.isEmpty() && place != null && place.keys.containsKey("jobId")) {
      boolean isJob = parent != null && parent.key.equals("jobs") && parent.parent != null && parent.parent.key.equals("work");
      job = isJob ? index + 1 : jobs.getOrDefault(id, 0);
    }
    Holder holder = new Holder(holders++, parent, key, value.isArray(), job);
    if (value.isArray()) {
      Catalogue.Place element = place == null ? null : place.element;
      for (int at = 0; at < value.size(); at++) walk(value.get(at), element, holder, "", at);
      return;
    }
    for (Iterator<Map.Entry<String, JsonNode>> each = value.fields(); each.hasNext();) {
      Map.Entry<String, JsonNode> entry = each.next();
      walk(entry.getValue(), place == null ? null : place.keys.get(entry.getKey()), holder, entry.getKey(), 0);
    }
  }

  private void addLeaf(JsonNode value, Catalogue.Place place, Holder holder, String key) {
    boolean isKnown = place != null && place.isLeaf && place.accepts(value);
    if (isKnown && place.item == Catalogue.ENVELOPE) return;
    boolean isForeign = !channel.equals("workshop") && !channel.equals("telematics");
    boolean isStray = isKnown && place.item == Catalogue.ITEMS.indexOf("activity")
        && (!channel.equals("workshop") || holder.job() == 0);
    int as = isForeign || isStray ? 4 : isKnown ? 0 : 2;
    boolean isText = isKnown ? place.isFreeText(value) : value.isTextual();
    Catalogue.Kind kind = (place == null ? catalogue.unknown : place.kinds)[as + (isText ? 1 : 0)];
    judged |= 1 << kind.judgedAs();
    Leaf leaf = new Leaf(kind, value, holder, key);
    leaves.add(leaf);
    if (isText) texts.add(leaf);
  }

  private String shapeOf() {
    int[] serials = new int[leaves.size()];
    for (int i = 0; i < serials.length; i++) serials[i] = leaves.get(i).kind.serial();
    Arrays.sort(serials);
    StringBuilder shape = new StringBuilder(serials.length * 4);
    for (int serial : serials) shape.append((char) serial);
    return shape.toString();
  }
}
