// The law as the facts of `control` leave it: the matrix of the policy, parties, streams, consents. Fixed for a run.
package gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class Law {
  enum Asks { NOTHING, CONSENT, SPECIFIC, STATISTICS, WITHHOLD }

  record Cell(Asks asks, String reason, String clause) {}

  record Consent(String id, Set<String> recipients, Set<String> items, Set<String> purposes, String form, String basis,
      double obtainedAt) {}

  /** A stream with its recipient's part and the cells of its purpose by item. */
  record Stream(String id, String audience, String purpose, String topic, String role, String kindWord, Cell[] cells,
      boolean[] asked) {}

  final List<Stream> streams = new ArrayList<>();
  final Set<String> accepted = new HashSet<>();
  final Map<String, List<Consent>> consents = new HashMap<>();
  String policy;
  String policyHash;
  private JsonNode document;

  private static final Map<String, String[]> GRANTS = Map.of("joint-use", new String[] {"NOTHING", "joint_use"},
      "company-purpose", new String[] {"NOTHING", "company_purpose"}, "own-record", new String[] {"NOTHING", "own_record"},
      "with-consent", new String[] {"CONSENT", "consent"}, "with-specific-consent",
      new String[] {"SPECIFIC", "specific_consent"}, "statistics-only", new String[] {"STATISTICS", "company_purpose"});
  private static final Map<String, String> ROLES =
      Map.of("bmw-japan", "company", "bmw-japan-finance", "finance", "dealer-network", "other-dealer");
  private static final Map<String, String> WORDS =
      Map.of("finance", "finance", "other-dealer", "dealer", "insurer", "insurer");

  Law(Iterable<JsonNode> facts) {
    for (JsonNode fact : facts) apply(fact.get("type").asText(), fact.get("data"));
  }

  private void apply(String type, JsonNode data) {
    switch (type) {
      case "policy-published" -> {
        policy = data.get("policy").asText();
        policyHash = data.get("hash").asText();
        document = data.get("document");
      }
      case "policy-accepted" -> accepted.add(data.get("dealer").asText());
      case "stream-opened" -> streams.add(open(data));
      case "consent-obtained" -> consents.computeIfAbsent(data.get("subject").asText(), none -> new ArrayList<>())
          .add(new Consent(data.get("id").asText(), names(data.get("recipients")), names(data.get("items")),
              names(data.get("purposes")), data.get("form").asText(), data.get("basis").asText(),
              Catalogue.instant(data.get("obtainedAt").asText())));
      default -> { }
    }
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new HashSet<>();
    list.forEach(name -> names.add(name.asText()));
    return names;
  }

  private Stream open(JsonNode data) {
    String audience = data.get("audience").asText();
    String purpose = data.get("purpose").asText();
    String id = data.get("stream").asText();
    String role = ROLES.getOrDefault(audience, audience.startsWith("insurer:") ? "insurer" : "none");
    Cell[] cells = new Cell[Catalogue.ITEMS.size()];
    boolean[] asked = new boolean[cells.length];
    Set<String> items = names(data.get("items"));
    for (int item = 0; item < cells.length; item++) {
      cells[item] = cellOf(Catalogue.ITEMS.get(item), role, purpose);
      asked[item] = items.contains(Catalogue.ITEMS.get(item));
    }
    return new Stream(id, audience, purpose, "provision." + id.replace(':', '-'), role, WORDS.get(role), cells, asked);
  }

  private Cell cellOf(String item, String role, String purpose) {
    for (JsonNode block : document.get("cells")) {
      if (!block.get("recipient").asText().equals(role)) continue;
      if (!document.get("items").get(block.get("items").asText()).has(item)) continue;
      for (Map.Entry<String, String[]> grant : GRANTS.entrySet()) {
        JsonNode given = block.get(grant.getKey());
        if (given == null || !names(given.get("purposes")).contains(purpose)) continue;
        String clause = given.get("clause").asText();
        if (clause.equals("of the purpose")) clause = document.get("purposes").get(purpose).get("clause").asText();
        return new Cell(Asks.valueOf(grant.getValue()[0]), grant.getValue()[1], clause);
      }
    }
    return new Cell(Asks.WITHHOLD, "", "");
  }

  String clauseOf(String reason, String role) {
    return reason.equals("not_in_scope") ? document.get("recipients").get(role).get("out-of-scope").asText()
        : document.get("guards").get(reason).get("clause").asText();
  }
}
