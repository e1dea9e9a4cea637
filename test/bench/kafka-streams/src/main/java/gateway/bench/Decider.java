// Decides every leaf of a record for one stream and builds what may leave. Judgements and patterns are remembered, as in the gatekeeper.
package gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

final class Decider {
  record Judgement(String item, boolean isPermitted, String reason, String clause) {}

  record Pattern(String id, String verdicts) {}

  /** A pattern, and how many leaves of a shape each of its verdicts has. */
  record Counted(Pattern pattern, int[] leaves) {}

  record Searched(String outcome, String text) {}

  private static final String[] STEPS = {"consent_absent", "consent_wrong_recipient", "consent_wrong_item",
      "consent_wrong_purpose", "consent_oral", "consent_late", "consent_withdrawn", "consent_not_specific"};
  private static final int PASSES = STEPS.length;
  private static final int DATED =
      1 << Catalogue.ITEMS.indexOf("work") | 1 << Catalogue.ITEMS.indexOf("activity");

  /** Everything judged alike, with what is known of it: patterns by their verdicts, and counted by shape. */
  private final class Table {
    final Judgement[] judgements = new Judgement[Catalogue.JUDGED];
    final Map<String, Counted> counted = new HashMap<>();
    final Map<String, Pattern> patterns = new HashMap<>();
    int permitted = 0;
  }

  /** What one record comes to on one stream. */
  record Decided(Counted counted, List<String> references, ObjectNode released) {}

  private final Law law;
  private final Evidence evidence;
  private final Map<Law.Stream, Map<String, Table>> tables = new IdentityHashMap<>();

  Decider(Law law, Evidence evidence) {
    this.law = law;
    this.evidence = evidence;
  }

  Decided decide(Prepared record, Law.Stream stream, String dealer, List<Law.Consent> consents, double at, String outwardId) {
    boolean isAccepted = law.accepted.contains(dealer);
    int[][] steps = new int[2][];
    String[][] relied = new String[2][];
    StringBuilder word = new StringBuilder().append(isAccepted);
    for (Law.Asks asks : List.of(Law.Asks.CONSENT, Law.Asks.SPECIFIC)) {
      int which = asks == Law.Asks.CONSENT ? 0 : 1;
      boolean isAsked = false;
      for (Law.Cell cell : stream.cells()) isAsked |= cell.asks() == asks;
      if (!isAsked) continue;
      steps[which] = new int[12];
      relied[which] = new String[12];
      assess(consents, stream, at, which == 1, steps[which], relied[which]);
      for (int step : steps[which]) word.append((char) ('a' + step));
    }
    Table table = tables.computeIfAbsent(stream, none -> new HashMap<>()).computeIfAbsent(word.toString(),
        none -> tableOf(stream, isAccepted, steps));
    Map<Prepared.Leaf, Searched> searched = searchTexts(record, table);
    int permitted = record.judged & table.permitted;
    if (!searched.isEmpty()) {
      int left = 0;
      for (Prepared.Leaf leaf : record.leaves) {
        Searched text = searched.get(leaf);
        if (text == null || !text.outcome.equals("withhold")) left |= 1 << leaf.kind.judgedAs();
      }
      permitted &= left;
    }
    TreeSet<String> references = new TreeSet<>();
    int found = 0;
    for (Prepared.Leaf leaf : searched.keySet()) for (TextScan.Find find : leaf.finds) found |= 1 << find.item();
    for (int item = 0; item < 12; item++) {
      if (((permitted | (found & table.permitted)) & 1 << item) == 0) continue;
      Law.Asks asks = stream.cells()[item].asks();
      String id = asks == Law.Asks.CONSENT ? relied[0][item] : asks == Law.Asks.SPECIFIC ? relied[1][item] : null;
      if (id != null) references.add(id);
    }
    Counted counted = countedOf(record, table, searched, stream);
    ObjectNode released = permitted == 0 ? null : project(record, table, searched, permitted, outwardId);
    return new Decided(counted, new ArrayList<>(references), released);
  }

  private void assess(List<Law.Consent> consents, Law.Stream stream, double at, boolean isSpecific, int[] steps, String[] relied) {
    if (consents.isEmpty()) return;
    java.util.Arrays.fill(steps, 1);
    boolean isNamed = false;
    for (Law.Consent consent : consents) {
      boolean names = consent.recipients().contains(stream.audience())
          || (!isSpecific && stream.kindWord() != null && consent.recipients().contains(stream.kindWord()));
      if (!names) continue;
      if (!isNamed) java.util.Arrays.fill(steps, 2);
      isNamed = true;
      int step = !consent.purposes().contains(stream.purpose()) ? 3
          : consent.form().equals("oral") ? 4
              : !(consent.obtainedAt() < at) ? 5 : isSpecific && !consent.basis().equals("specific") ? 7 : PASSES;
      for (int item = 0; item < 12; item++) {
        if (!consent.items().contains(Catalogue.ITEMS.get(item))) continue;
        if (step > steps[item]) steps[item] = step;
        if (step == PASSES && (relied[item] == null || consent.id().compareTo(relied[item]) < 0)) relied[item] = consent.id();
      }
    }
  }

  private Table tableOf(Law.Stream stream, boolean isAccepted, int[][] steps) {
    Table table = new Table();
    for (int as = 0; as < Catalogue.JUDGED; as++) {
      int item = as < 14 ? as : Catalogue.UNLISTED;
      String failure = failureOf(as, item, stream, isAccepted, steps);
      String named = Catalogue.ITEMS.get(item);
      Law.Cell cell = stream.cells()[item];
      table.judgements[as] = failure == null ? new Judgement(named, true, cell.reason(), cell.clause())
          : new Judgement(named, false, failure, law.clauseOf(failure, stream.role()));
      if (failure == null) table.permitted |= 1 << as;
    }
    return table;
  }

  private String failureOf(int as, int item, Law.Stream stream, boolean isAccepted, int[][] steps) {
    if (item == Catalogue.PROHIBITED) return "prohibited";
    if (!isAccepted) return "policy_not_accepted";
    if (item == Catalogue.UNLISTED) {
      return as == Catalogue.UNMAPPED ? "unmapped" : as == Catalogue.PROVENANCE ? "provenance" : "unlisted";
    }
    switch (stream.cells()[item].asks()) {
      case WITHHOLD: return "not_in_scope";
      case STATISTICS: return "statistics_only";
      case CONSENT: if (steps[0][item] < PASSES) return STEPS[steps[0][item]]; break;
      case SPECIFIC: if (steps[1][item] < PASSES) return STEPS[steps[1][item]]; break;
      default: break;
    }
    return stream.asked()[item] ? null : "not_requested";
  }

  private Map<Prepared.Leaf, Searched> searchTexts(Prepared record, Table table) {
    Map<Prepared.Leaf, Searched> searched = Map.of();
    for (Prepared.Leaf leaf : record.texts) {
      if ((table.permitted & 1 << leaf.kind.judgedAs()) == 0) continue;
      if (leaf.finds == null) {
        if (record.scan == null) record.scan = new TextScan(record.record);
        leaf.finds = record.scan.search(leaf.value.textValue());
      }
      if (leaf.finds.isEmpty()) continue;
      if (searched.isEmpty()) searched = new IdentityHashMap<>();
      searched.put(leaf, cut(leaf.value.textValue(), leaf.finds, table));
    }
    return searched;
  }

  private Searched cut(String text, List<TextScan.Find> finds, Table table) {
    StringBuilder kept = new StringBuilder();
    int from = 0;
    int until = -1;
    boolean isCut = false;
    for (TextScan.Find find : finds) {
      if (table.judgements[find.item()].isPermitted()) continue;
      isCut = true;
      if (find.start() > until) kept.append(text, from, find.start()).append("［伏せ字］");
      until = Math.max(until, find.end());
      from = until;
    }
    return isCut ? new Searched("redact", kept.append(text.substring(from)).toString()) : new Searched("permit", text);
  }

  private Counted countedOf(Prepared record, Table table, Map<Prepared.Leaf, Searched> searched, Law.Stream stream) {
    String shape = record.shape;
    if (!searched.isEmpty()) {
      StringBuilder more = new StringBuilder(shape);
      for (Prepared.Leaf leaf : record.texts) {
        Searched text = searched.get(leaf);
        if (text != null && !text.outcome.equals("permit")) more.append(' ').append((char) leaf.kind.serial());
      }
      shape = more.toString();
    }
    Counted known = table.counted.get(shape);
    if (known != null) return known;
    Map<String, int[]> counts = new TreeMap<>();
    Map<String, String> texts = new HashMap<>();
    for (Prepared.Leaf leaf : record.leaves) {
      Judgement judgement = table.judgements[leaf.kind.judgedAs()];
      Searched text = searched.get(leaf);
      boolean isRedacted = text != null && text.outcome.equals("redact");
      String outcome = isRedacted ? "redact" : judgement.isPermitted() ? "permit" : "withhold";
      String reason = isRedacted ? "embedded_personal_data" : judgement.reason();
      String clause = isRedacted ? law.clauseOf(reason, stream.role()) : judgement.clause();
      String key = leaf.kind.path() + "\0" + outcome + "\0" + judgement.item() + "\0" + reason;
      counts.computeIfAbsent(key, none -> new int[1])[0]++;
      texts.putIfAbsent(key, "{\"clause\":\"" + clause + "\",\"item\":\"" + judgement.item()
          + "\",\"outcome\":\"" + outcome + "\",\"path\":\"" + leaf.kind.path() + "\",\"reason\":\"" + reason + "\"}");
    }
    StringBuilder verdicts = new StringBuilder("[");
    for (String key : counts.keySet()) {
      if (verdicts.length() > 1) verdicts.append(',');
      verdicts.append(texts.get(key));
    }
    Pattern pattern = table.patterns.computeIfAbsent(verdicts.append(']').toString(),
        written -> new Pattern(evidence.sha256(written), written));
    Counted counted = new Counted(pattern, counts.values().stream().mapToInt(count -> count[0]).toArray());
    table.counted.put(shape, counted);
    return counted;
  }

  private ObjectNode project(Prepared record, Table table, Map<Prepared.Leaf, Searched> searched, int permitted, String outwardId) {
    JsonNode from = record.record;
    JsonNodeFactory make = JsonNodeFactory.instance;
    ObjectNode outward = make.objectNode();
    outward.put("recordId", outwardId);
    outward.set("revision", from.get("revision"));
    outward.set("status", from.get("status"));
    outward.set("dealerCode", from.get("dealerCode"));
    boolean isDated = (permitted & DATED) != 0;
    if (isDated) outward.set("occurredAt", from.get("occurredAt"));
    JsonNode[] containers = new JsonNode[record.holders];
    containers[0] = outward;
    for (Prepared.Leaf leaf : record.leaves) {
      if (!table.judgements[leaf.kind.judgedAs()].isPermitted()) continue;
      Searched text = searched.get(leaf);
      JsonNode value = text == null ? leaf.value : make.textNode(text.text);
      put(containers, leaf.holder, leaf.key, value, isDated);
    }
    return outward;
  }

  private void put(JsonNode[] containers, Prepared.Holder holder, String key, JsonNode value, boolean isDated) {
    JsonNode container = containers[holder.slot()];
    if (container == null) {
      container = holder.isArray() ? JsonNodeFactory.instance.arrayNode() : JsonNodeFactory.instance.objectNode();
      containers[holder.slot()] = container;
      if (isDated && holder.job() > 0) ((ObjectNode) container).put("jobId", "J" + holder.job());
      put(containers, holder.parent(), holder.key(), container, isDated);
    }
    if (container instanceof ArrayNode list) list.add(value);
    else ((ObjectNode) container).set(key, value);
  }
}
