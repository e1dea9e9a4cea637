// Hashes, keyed pseudonyms and salts: the same bytes as the gatekeeper's.
package gateway.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Of one thread: digests and macs are kept and used again. */
final class Evidence {
  static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private final MessageDigest sha = digest();
  private final SecureRandom random = new SecureRandom();
  private final byte[] pool = new byte[16 * 1024];
  private int used = pool.length;
  private final Mac recordKey;
  private final Mac outwardId;
  private final Mac subject;
  private final Mac vehicle;

  Evidence(String secret) {
    byte[] root = Base64.getUrlDecoder().decode(secret);
    recordKey = keyed(root, "record-key");
    outwardId = keyed(root, "outward-record-id");
    subject = keyed(root, "subject");
    vehicle = keyed(root, "vehicle");
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException none) {
      throw new IllegalStateException(none);
    }
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException none) {
      throw new IllegalStateException(none);
    }
  }

  /** HKDF-SHA-256 without salt, one block. */
  private static Mac keyed(byte[] root, String use) {
    byte[] derived = mac(new byte[32]).doFinal(root);
    Mac expand = mac(derived);
    expand.update(("joint-use-gateway/1/" + use).getBytes(StandardCharsets.UTF_8));
    return mac(expand.doFinal(new byte[] {1}));
  }

  private static String over(Mac mac, String... parts) {
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      mac.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
      mac.update(bytes);
    }
    return URL.encodeToString(mac.doFinal());
  }

  String recordKey(String dealer, String id) {
    return over(recordKey, dealer, id);
  }

  String outwardId(String audience, String dealer, String id) {
    return over(outwardId, audience, dealer, id);
  }

  String subject(String dealer, String customer) {
    return over(subject, dealer, customer);
  }

  String vehicle(String number) {
    return over(vehicle, number);
  }

  String sha256(String text) {
    return URL.encodeToString(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  String commitment(byte[] salt, byte[] data) {
    sha.update(salt);
    return URL.encodeToString(sha.digest(data));
  }

  byte[] draw(int bytes) {
    if (used + bytes > pool.length) {
      random.nextBytes(pool);
      used = 0;
    }
    byte[] drawn = new byte[bytes];
    System.arraycopy(pool, used, drawn, 0, bytes);
    used += bytes;
    return drawn;
  }

  String traceparent() {
    String ids = HexFormat.of().formatHex(draw(24));
    return "00-" + ids.substring(0, 32) + "-" + ids.substring(32) + "-00";
  }
}
