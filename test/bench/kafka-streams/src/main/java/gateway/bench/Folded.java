// A text in one width, case, kana and hyphen, keeping for every folded character where it came from.
package gateway.bench;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

final class Folded {
  private static final Map<Integer, String> SINGLES = new java.util.concurrent.ConcurrentHashMap<>();
  final String text;
  /** Null: nothing moved. */
  private final int[] starts;
  private final int[] ends;

  private Folded(String text, int[] starts, int[] ends) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  int startOf(int index) {
    return starts == null ? index : starts[index];
  }

  int endOf(int index) {
    return ends == null ? index + 1 : ends[index];
  }

  static Folded of(String text) {
    boolean isPlain = true;
    boolean isJoined = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c < 0x20 || c > 0x7e) {
        isPlain = false;
        isJoined |= isJoining(c);
      }
    }
    if (isPlain) return new Folded(text.toLowerCase(java.util.Locale.ROOT), null, null);
    StringBuilder folded = new StringBuilder(text.length());
    int[] starts = new int[text.length() * 4 + 16];
    int[] ends = new int[starts.length];
    boolean isMoved = false;
    for (int at = 0; at < text.length();) {
      int from = at;
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      while (isJoined && at < text.length() && isJoining(text.codePointAt(at))) at += Character.charCount(text.codePointAt(at));
      String fold = at - from == Character.charCount(point) ? SINGLES.computeIfAbsent(point, one -> fold(Character.toString(one)))
          : fold(text.substring(from, at));
      isMoved |= fold.length() != at - from;
      for (int unit = 0; unit < fold.length(); unit++) {
        starts[folded.length() + unit] = from;
        ends[folded.length() + unit] = at;
      }
      folded.append(fold);
    }
    return isMoved ? new Folded(folded.toString(), starts, ends) : new Folded(folded.toString(), null, null);
  }

  private static boolean isJoining(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK || c == 0xFF9E || c == 0xFF9F;
  }

  private static String fold(String piece) {
    String wide = Normalizer.normalize(piece, Normalizer.Form.NFKC);
    StringBuilder folded = new StringBuilder(wide.length());
    for (int at = 0; at < wide.length(); at++) {
      char c = wide.charAt(at);
      if (Character.getType(c) == Character.FORMAT || c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0) continue;
      if (c == 0x02D7 || (c >= 0x2010 && c <= 0x2015) || c == 0x2043 || c == 0x2212 || c == 0x2500 || c == 0x2501) c = '-';
      else if (Character.isWhitespace(c) || c == 0xA0) c = ' ';
      else if (c >= 0x3041 && c <= 0x3096) c += 0x60;
      else c = Character.toLowerCase(c);
      folded.append(c);
    }
    return folded.toString();
  }

  /** Without the characters of `dropped`. */
  Folded without(String dropped) {
    int[] kept = new int[text.length()];
    int count = 0;
    for (int at = 0; at < text.length(); at++) if (dropped.indexOf(text.charAt(at)) < 0) kept[count++] = at;
    if (count == text.length()) return this;
    char[] left = new char[count];
    int[] from = new int[count];
    int[] to = new int[count];
    for (int at = 0; at < count; at++) {
      left[at] = text.charAt(kept[at]);
      from[at] = startOf(kept[at]);
      to[at] = endOf(kept[at]);
    }
    return new Folded(new String(left), from, to);
  }

  /** Kanji digits as digits. */
  Folded digits() {
    String kanji = "〇一二三四五六七八九";
    char[] changed = null;
    for (int at = 0; at < text.length(); at++) {
      int digit = text.charAt(at) < 0x3000 ? -1 : kanji.indexOf(text.charAt(at));
      if (digit < 0) continue;
      if (changed == null) changed = text.toCharArray();
      changed[at] = (char) ('0' + digit);
    }
    return changed == null ? this : new Folded(new String(changed), starts, ends);
  }
}
