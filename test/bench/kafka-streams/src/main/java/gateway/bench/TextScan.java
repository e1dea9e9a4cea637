// The search of free text for personal data: addresses, numbers, and the record's own customer's values.
package gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class TextScan {
  record Find(int start, int end, int item) {}

  private record Word(String text, int item, boolean needsEdges) {}

  private record Number(String digits, int item) {}

  /** Digits without anything between them; `gap`: what stands before them since the group before. */
  private record Group(String digits, int start, int end, String gap) {}

  private static final String SPACING = " ・";
  private static final String JOINTS = SPACING + "-.ー_()〒";
  private static final String[] HONORIFICS = {"様", "サマ", "サン", "氏", "殿", "ドノ", "クン", "君", "チャン", "先生"};
  private static final Pattern NEEDS_EDGES = Pattern.compile("^(?:[ァ-ヺー]{2}|\\p{IsHan})$");
  private static final Pattern DOMESTIC = Pattern.compile("^0(?:[1-9]\\d{8}|[5-9]0\\d{8})$");
  private static final Pattern ABROAD = Pattern.compile("^(?:00|001|0033|0061|0081|010|0010|01081)$");
  private static final Pattern JAPAN_ABROAD = Pattern.compile("^(?:00|010)81\\d{9,10}$");
  private static final Pattern SEPARATOR = Pattern.compile("^[-.()・ー〜~_ ノ]*$");
  private static final Pattern PREFIX = Pattern.compile("(?:(?:00|010)?81)?0?$");
  private static final Pattern PLUS = Pattern.compile("\\+[ (]*$");
  private static final Pattern BRACKET = Pattern.compile("\\( ?$");
  private static final Pattern JOINT = Pattern.compile("^[-. ・ー_/]{1,3}$");
  private static final Pattern CARD = Pattern.compile("^(?:4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})|5[1-5][0-9]{14}|2[2-7][0-9]{14}"
      + "|3[47][0-9]{13}|3(?:0[0-59]|[689][0-9])[0-9]{11}|35[0-9]{14}|6[0-9]{15}|6[0-9]{18})$");
  private static final Pattern[] DAYS = {
      Pattern.compile("(?<![0-9])([0-9]{4}) {0,2}[-/.・年] {0,2}([0-9]{1,2}) {0,2}[-/.・月] {0,2}([0-9]{1,2})(?![0-9])(?: ?日)?"),
      Pattern.compile("(?<![0-9])([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])"),
      Pattern.compile("([明大昭平令mtshr])(?: ?[治正和成])?[.' ]?([0-9]{1,2}|元) {0,2}[-/.・年] {0,2}([0-9]{1,2}) {0,2}[-/.・月] {0,2}([0-9]{1,2})(?![0-9])(?: ?日)?"),
      Pattern.compile("(?<![0-9])([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?![0-9])"),
      Pattern.compile("(?<![0-9])'?([0-9]{2}) {0,2}[-/.・年] {0,2}([0-9]{1,2}) {0,2}[-/.・月] {0,2}([0-9]{1,2})(?![0-9])(?: ?日)?"),
      Pattern.compile("(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th)?(?: {0,2}[-,./] {0,2}| {0,2})(?:of )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}(?: {0,2}[-,./] {0,2}| {0,2})([0-9]{4})(?![0-9])"),
      Pattern.compile("(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}(?: {0,2}[-,./] {0,2}| {0,2})([0-9]{1,2})(?:st|nd|rd|th)?(?: {0,2}[-,./] {0,2}| {0,2})([0-9]{4})(?![0-9])")};
  private static final int ADDRESS = 0;
  private static final int NAME = 1;
  private static final int BIRTH = 2;
  private static final int TELEPHONE = 3;
  private static final int EMAIL = 4;
  private static final int VIN = 8;

  private final List<Word> words = new ArrayList<>();
  private final List<Word> joined = new ArrayList<>();
  private final List<Number> numbers = new ArrayList<>();
  private final List<String> days = new ArrayList<>();

  TextScan(JsonNode record) {
    JsonNode customer = record.path("customer");
    for (String key : List.of("name", "nameKana")) for (String name : texts(customer.path(key))) addName(name);
    for (String line : texts(customer.path("address"))) add(words, line, SPACING, ADDRESS);
    for (String code : texts(customer.path("address").path("postalCode"))) {
      String digits = onlyDigits(code);
      if (digits.length() == 7) numbers.add(new Number(digits, ADDRESS));
    }
    for (String email : texts(customer.path("email"))) add(words, email, SPACING, EMAIL);
    for (String telephone : texts(customer.path("telephone"))) {
      String digits = onlyDigits(telephone).replaceFirst("^(?:00|010)?81(?=0?[1-9][0-9]{8})|^", "").replaceFirst("^0", "");
      if (digits.length() >= 6) numbers.add(new Number(digits, TELEPHONE));
      add(words, telephone, SPACING, TELEPHONE);
    }
    for (String id : texts(customer.path("id"))) add(joined, id, JOINTS, Catalogue.UNLISTED);
    for (String plate : texts(record.path("vehicle").path("registrationPlate"))) add(joined, plate, JOINTS, Catalogue.UNLISTED);
    for (String key : List.of("vin", "chassisNumber"))
      for (String number : texts(record.path("vehicle").path(key))) add(joined, number, JOINTS, VIN);
    for (String day : texts(customer.path("dateOfBirth"))) {
      if (Catalogue.isDay(day)) days.add(day);
      else add(words, day, SPACING, BIRTH);
    }
  }

  private static List<String> texts(JsonNode value) {
    List<String> texts = new ArrayList<>(2);
    if (value.isTextual() || value.isNumber()) texts.add(value.asText());
    else value.forEach(inner -> texts.addAll(texts(inner)));
    return texts;
  }

  private static String onlyDigits(String text) {
    return Folded.of(text).digits().text.replaceAll("[^0-9]", "");
  }

  private static boolean isTelling(String text) {
    boolean isFigures = text.chars().allMatch(c -> c >= '0' && c <= '9');
    return text.length() >= (isFigures ? 3 : 2);
  }

  private static void add(List<Word> to, String value, String dropped, int item) {
    String text = Folded.of(value).without(dropped).text;
    if (isTelling(text)) to.add(new Word(text, item, false));
  }

  private void addName(String name) {
    List<String> parts = new ArrayList<>();
    for (String part : Folded.of(name).text.split("[ ・,、.]+")) if (!part.isEmpty()) parts.add(part);
    StringBuilder backwards = new StringBuilder();
    for (int at = parts.size() - 1; at >= 0; at--) backwards.append(parts.get(at));
    String whole = Folded.of(name).without(SPACING).text;
    for (String text : List.of(whole, backwards.toString())) if (isTelling(text)) words.add(new Word(text, NAME, false));
    for (String part : parts) {
      if (part.length() == 1 && part.charAt(0) > 0x24F) for (String word : HONORIFICS) words.add(new Word(part + word, NAME, false));
      boolean needsEdges = NEEDS_EDGES.matcher(part).find();
      if (!part.equals(whole) && (isTelling(part) || needsEdges)) words.add(new Word(part, NAME, needsEdges));
    }
  }

  /** Finds sorted by start, then end. */
  List<Find> search(String original) {
    Folded folded = Folded.of(original);
    Folded digits = folded.digits();
    List<Find> finds = new ArrayList<>(4);
    findEmails(folded, finds);
    List<Group> groups = groups(digits.text);
    if (!groups.isEmpty()) {
      findTelephones(digits, groups, finds);
      findProhibited(digits, groups, finds);
    }
    lookIn(folded.without(SPACING), words, original, finds);
    lookIn(folded.without(JOINTS), joined, original, finds);
    if (!groups.isEmpty()) {
      findNumbers(digits, finds);
      findDays(digits, finds);
    }
    if (finds.size() > 1) finds.sort(Comparator.comparingInt(Find::start).thenComparingInt(Find::end));
    return finds;
  }

  private static void findEmails(Folded folded, List<Find> finds) {
    String text = folded.text;
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int start = at;
      while (start > 0 && at - start < 64 && isLocal(text.charAt(start - 1))) start--;
      boolean isWide = at + 1 >= text.length() || !isDomain(text.charAt(at + 1));
      int end = at + 1;
      while (end < text.length() && end - at <= 253
          && (isWide ? Character.isLetterOrDigit(text.charAt(end)) || ".-".indexOf(text.charAt(end)) >= 0 : isDomain(text.charAt(end)))) end++;
      while (end > at && ".-".indexOf(text.charAt(end - 1)) >= 0) end--;
      if (start < at && text.substring(at + 1, Math.max(at + 1, end)).contains("."))
        finds.add(new Find(folded.startOf(start), folded.endOf(end - 1), EMAIL));
    }
  }

  private static boolean isLocal(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ".!#$%&'*+/=?^_`{|}~-".indexOf(c) >= 0;
  }

  private static boolean isDomain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  }

  private static List<Group> groups(String text) {
    List<Group> groups = new ArrayList<>(4);
    int until = -1;
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) < '0' || text.charAt(at) > '9') continue;
      int end = at;
      while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') end++;
      groups.add(new Group(text.substring(at, end), at, end, until < 0 ? null : text.substring(until, at)));
      until = end;
      at = end;
    }
    return groups;
  }

  private static int endOfNumber(List<Group> groups, int from, boolean isPlus) {
    String first = groups.get(from).digits();
    boolean isAbroad = isPlus || ABROAD.matcher(first).find();
    StringBuilder digits = new StringBuilder();
    int found = -1;
    for (int at = from; at < groups.size() && at < from + 8; at++) {
      Group group = groups.get(at);
      if (at > from && (group.gap() == null || group.gap().length() > 3 || !SEPARATOR.matcher(group.gap()).find())) break;
      digits.append(group.digits());
      if (digits.length() > 18) break;
      int parts = at - from + 1;
      boolean isWhole = parts == 1 || (parts <= 4 && first.length() <= 6);
      if (isWhole && digits.length() <= 11 && digits.length() >= 10 && DOMESTIC.matcher(digits).find()) found = at;
      else if (parts == 1 && JAPAN_ABROAD.matcher(digits).find()) found = at;
      else if (isAbroad && digits.length() >= (isPlus ? 8 : 11) && digits.length() <= (isPlus ? 15 : 18)) found = at;
    }
    return found;
  }

  private static void findTelephones(Folded digits, List<Group> groups, List<Find> finds) {
    for (int at = 0; at < groups.size(); at++) {
      Group group = groups.get(at);
      String before = digits.text.substring(Math.max(0, group.start() - 3), group.start());
      Matcher plus = PLUS.matcher(before);
      boolean isPlus = plus.find();
      if (!isPlus && !group.digits().startsWith("0")) continue;
      int last = endOfNumber(groups, at, isPlus);
      if (last < 0) continue;
      Matcher bracket = BRACKET.matcher(before);
      int more = isPlus ? plus.group().length() : bracket.find() ? bracket.group().length() : 0;
      finds.add(new Find(digits.startOf(group.start() - more), digits.endOf(groups.get(last).end() - 1), TELEPHONE));
      at = last;
    }
  }

  private static boolean isProhibited(String digits) {
    if (digits.length() == 12) {
      int sum = 0;
      for (int place = 1; place <= 11; place++) sum += (digits.charAt(11 - place) - '0') * (place <= 6 ? place + 1 : place - 5);
      int rest = sum % 11;
      if (digits.charAt(11) - '0' == (rest <= 1 ? 0 : 11 - rest)) return true;
    }
    if (digits.length() < 13 || !CARD.matcher(digits).find()) return false;
    int sum = 0;
    for (int place = 0; place < digits.length(); place++) {
      int digit = (digits.charAt(digits.length() - 1 - place) - '0') * (place % 2 == 0 ? 1 : 2);
      sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
  }

  private static void findProhibited(Folded digits, List<Group> groups, List<Find> finds) {
    List<String> groupings = List.of("4 4 4", "4 4 4 4", "4 6 5", "4 6 4", "4 4 4 4 3");
    for (int at = 0; at < groups.size(); at++) {
      Group first = groups.get(at);
      if (first.start() > 0 && digits.text.charAt(first.start() - 1) == '+') continue;
      StringBuilder number = new StringBuilder();
      StringBuilder lengths = new StringBuilder();
      for (int to = at; to < groups.size() && to < at + 5; to++) {
        Group group = groups.get(to);
        if (to > at && !JOINT.matcher(group.gap()).find()) break;
        number.append(group.digits());
        lengths.append(to > at ? " " : "").append(group.digits().length());
        boolean isUsual = to == at || groupings.contains(lengths.toString());
        boolean isMore = to + 1 < groups.size() && group.digits().length() == 4 && groups.get(to + 1).digits().length() == 4
            && JOINT.matcher(groups.get(to + 1).gap()).find();
        if (!isUsual || isMore || !isProhibited(number.toString())) continue;
        finds.add(new Find(digits.startOf(first.start()), digits.endOf(group.end() - 1), Catalogue.PROHIBITED));
        at = to;
        break;
      }
    }
  }

  private static void lookIn(Folded where, List<Word> words, String original, List<Find> finds) {
    for (Word word : words) {
      for (int at = where.text.indexOf(word.text()); at >= 0; at = where.text.indexOf(word.text(), at + 1)) {
        int end = at + word.text().length();
        int start = where.startOf(at);
        int until = where.endOf(end - 1);
        boolean isEdge = isEdge(where.text.charAt(at), start == 0 ? ' ' : original.charAt(start - 1))
            && isEdge(where.text.charAt(end - 1), until >= original.length() ? ' ' : original.charAt(until));
        if (!isEdge) continue;
        boolean isNamed = false;
        if (word.needsEdges()) for (String honorific : HONORIFICS) isNamed |= where.text.startsWith(honorific, end);
        if (!word.needsEdges() || isNamed || standsAlone(original, start, until)) finds.add(new Find(start, until, word.item()));
      }
    }
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 0xC0 && c <= 0x24F);
  }

  private static boolean isEdge(char inside, char outside) {
    if (!isWord(inside)) return true;
    if (outside < 0x80) return !isWord(Character.toLowerCase(outside));
    String folded = Folded.of(String.valueOf(outside)).text;
    return folded.isEmpty() || !isWord(folded.charAt(0));
  }

  private static int scriptOf(char c) {
    Character.UnicodeScript script = Character.UnicodeScript.of(c);
    if (script == Character.UnicodeScript.HAN || c == '々' || c == '〆') return 1;
    if ((c >= 0x30A1 && c <= 0x30FA) || (c >= 0x30FC && c <= 0x30FF) || (c >= 0xFF66 && c <= 0xFF9F)) return 2;
    return c >= 0x3041 && c <= 0x309F ? 3 : 0;
  }

  private static boolean standsAlone(String text, int start, int end) {
    return ends(text, start - 1, start) && ends(text, end, end - 1);
  }

  private static boolean ends(String text, int outside, int inside) {
    if (outside < 0 || outside >= text.length()) return true;
    int script = scriptOf(text.charAt(inside));
    if (script == 0 || scriptOf(text.charAt(outside)) != script) return true;
    return script == 3 && "はがをにのともへでやか".indexOf(text.charAt(outside)) >= 0;
  }

  private void findNumbers(Folded folded, List<Find> finds) {
    if (numbers.isEmpty()) return;
    StringBuilder stream = new StringBuilder();
    int[] from = new int[folded.text.length() * 2];
    int last = -1;
    for (int at = 0; at < folded.text.length(); at++) {
      char digit = folded.text.charAt(at);
      if (digit < '0' || digit > '9') continue;
      boolean isFar = last >= 0 && at - last - 1 > 4;
      for (int between = last + 1; last >= 0 && between < at; between++)
        isFar |= folded.text.charAt(between) >= 'a' && folded.text.charAt(between) <= 'z';
      if (isFar) {
        from[stream.length()] = at;
        stream.append('|');
      }
      from[stream.length()] = at;
      stream.append(digit);
      last = at;
    }
    for (Number number : numbers) {
      for (int at = stream.indexOf(number.digits()); at >= 0; at = stream.indexOf(number.digits(), at + 1)) {
        Matcher prefix = PREFIX.matcher(stream.substring(Math.max(0, at - 6), at));
        int more = prefix.find() ? prefix.group().length() : 0;
        finds.add(new Find(folded.startOf(from[at - more]), folded.endOf(from[at + number.digits().length() - 1]), number.item()));
      }
    }
  }

  private void findDays(Folded folded, List<Find> finds) {
    for (String day : days) {
      int[] wanted = {Integer.parseInt(day.substring(0, 4)), Integer.parseInt(day.substring(5, 7)), Integer.parseInt(day.substring(8))};
      for (int writing = 0; writing < DAYS.length; writing++) {
        Matcher match = DAYS[writing].matcher(folded.text);
        for (int at = 0; at <= folded.text.length() && match.find(at);) {
          boolean isWanted = isDay(match, writing, wanted);
          if (isWanted) finds.add(new Find(folded.startOf(match.start()), folded.endOf(match.end() - 1), BIRTH));
          at = isWanted ? match.end() : match.start() + 1;
        }
      }
    }
  }

  private static boolean isDay(Matcher match, int writing, int[] wanted) {
    String months = "janfebmaraprmayjunjulaugsepoctnovdec";
    return switch (writing) {
      case 0, 1 -> is(wanted, figures(match, 1), figures(match, 2), figures(match, 3));
      case 2 -> is(wanted, era(match.group(1).charAt(0)) + figures(match, 2), figures(match, 3), figures(match, 4));
      case 3 -> is(wanted, figures(match, 3), figures(match, 1), figures(match, 2))
          || is(wanted, figures(match, 3), figures(match, 2), figures(match, 1));
      case 4 -> wanted[0] >= 1800 && is(wanted, wanted[0] / 100 * 100 + figures(match, 1), figures(match, 2), figures(match, 3));
      case 5 -> is(wanted, figures(match, 3), months.indexOf(match.group(2)) / 3 + 1, figures(match, 1));
      default -> is(wanted, figures(match, 3), months.indexOf(match.group(1)) / 3 + 1, figures(match, 2));
    };
  }

  private static int figures(Matcher match, int group) {
    return match.group(group).equals("元") ? 1 : Integer.parseInt(match.group(group));
  }

  private static int era(char era) {
    return switch (era) {
      case '明', 'm' -> 1867;
      case '大', 't' -> 1911;
      case '昭', 's' -> 1925;
      case '平', 'h' -> 1988;
      default -> 2018;
    };
  }

  private static boolean is(int[] wanted, int year, int month, int day) {
    return wanted[0] == year && wanted[1] == month && wanted[2] == day;
  }
}
