// The record's schema as a tree: what stands at each known place, read from the same JSON Schema the gatekeeper is made from.
package gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

final class Catalogue {
  static final List<String> ITEMS = List.of("address", "name", "date-of-birth", "telephone", "email", "occupation",
      "transaction", "questionnaire", "vin", "work", "activity", "advice", "unlisted", "prohibited");
  static final int UNLISTED = 12;
  static final int PROHIBITED = 13;
  static final int UNMAPPED = 14;
  static final int PROVENANCE = 15;
  static final int JUDGED = 16;
  static final int ENVELOPE = -1;

  final Place root;
  int serials = 0;
  /** Six kinds of a leaf nobody knows. */
  final Kind[] unknown;

  Catalogue(JsonNode schema) {
    unknown = kinds("?", UNMAPPED);
    root = new Place(schema, "");
  }

  record Kind(int serial, String path, int judgedAs, boolean isText) {}

  private Kind[] kinds(String path, int listed) {
    Kind[] made = new Kind[6];
    int[] as = {listed, UNMAPPED, PROVENANCE};
    for (int i = 0; i < 6; i++) made[i] = new Kind(serials++, path, as[i / 2], i % 2 == 1);
    return made;
  }

  final class Place {
    final boolean isLeaf;
    final int item;
    final Map<String, Place> keys = new HashMap<>();
    final Place element;
    final Kind[] kinds;
    private final List<JsonNode> tests = new ArrayList<>();
    private final Pattern pattern;
    private final Pattern form;
    private final Set<String> words;
    private final String format;
    private final boolean isLocked;
    private final long minLength;
    private final long maxLength;
    private final double minimum;
    private final double maximum;
    private final Set<String> types = new HashSet<>();

    Place(JsonNode node, String path) {
      String named = node.path("x-item").asText(null);
      isLeaf = named != null;
      item = !isLeaf ? UNMAPPED : named.equals("envelope") ? ENVELOPE : ITEMS.indexOf(named);
      kinds = isLeaf ? kinds(path, item == ENVELOPE ? UNMAPPED : item) : unknown;
      pattern = node.has("pattern") ? Pattern.compile(node.get("pattern").asText()) : null;
      form = node.has("x-form") ? Pattern.compile(node.get("x-form").asText()) : null;
      format = node.path("format").asText(null);
      words = node.has("enum") ? new HashSet<>() : null;
      if (words != null) node.get("enum").forEach(word -> words.add(word.asText()));
      isLocked = words != null || format != null || pattern != null;
      minLength = node.path("minLength").asLong(0);
      maxLength = node.path("maxLength").asLong(Long.MAX_VALUE);
      minimum = node.path("minimum").asDouble(Double.NEGATIVE_INFINITY);
      maximum = node.path("maximum").asDouble(Double.POSITIVE_INFINITY);
      if (node.has("anyOf")) node.get("anyOf").forEach(one -> types.add(one.path("type").asText()));
      else if (node.has("type")) types.add(node.get("type").asText());
      if (!isLeaf) node.path("properties").fields().forEachRemaining(
          e -> keys.put(e.getKey(), new Place(e.getValue(), path.isEmpty() ? e.getKey() : path + "." + e.getKey())));
      element = !isLeaf && node.has("items") ? new Place(node.get("items"), path + "[]") : null;
    }

    boolean accepts(JsonNode value) {
      if (words != null) return value.isTextual() && words.contains(value.textValue());
      if (types.isEmpty()) return true;
      if (value.isTextual()) return types.contains("string") && acceptsText(value.textValue());
      if (value.isNumber()) {
        if (types.contains("number")) return true;
        double number = value.doubleValue();
        return types.contains("integer") && number == Math.rint(number) && number >= minimum && number <= maximum;
      }
      return value.isBoolean() ? types.contains("boolean") : value.isNull() && types.contains("null");
    }

    private boolean acceptsText(String text) {
      if (text.length() < minLength || text.length() > maxLength) return false;
      if (pattern != null && !pattern.matcher(text).find()) return false;
      if (format == null) return true;
      return format.equals("day") ? isDay(text) : !Double.isNaN(instant(text));
    }

    boolean isFreeText(JsonNode value) {
      if (form != null) return value.isTextual() && !form.matcher(value.textValue()).find();
      return !isLocked && value.isTextual();
    }
  }

  static boolean isDay(String text) {
    if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') return false;
    int year = figures(text, 0, 4);
    int month = figures(text, 5, 7);
    int day = figures(text, 8, 10);
    if (year < 0 || month < 1 || month > 12 || day < 1) return false;
    int[] days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    boolean isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= (month == 2 && isLeap ? 29 : days[month - 1]);
  }

  private static int figures(String text, int from, int to) {
    int number = 0;
    for (int at = from; at < to; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) return -1;
      number = number * 10 + digit;
    }
    return number;
  }

  static double instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeParseException none) {
      return Double.NaN;
    }
  }
}
