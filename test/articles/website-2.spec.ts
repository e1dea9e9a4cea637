// Website, section 2: SSL. Whatever comes from another machine comes encrypted.
import { describe, expect, it } from '@jest/globals';
import { assertSafeBind, isLoopback } from '#process';

describe('Website 2: nothing listens to other machines without TLS [R49]', () => {
  it.each(['0.0.0.0', '::', '10.0.0.1', '127.example.com', '', '1127.0.0.1'])('not on `%s`', (host) => {
    expect(isLoopback(host)).toBe(false);
    expect(() => assertSafeBind(host, false)).toThrow('a bind outside loopback needs TLS');
    expect(() => assertSafeBind(host, true)).not.toThrow();
  });

  it.each(['127.0.0.1', '127.1.2.3', '::1', '[::1]', 'localhost'])('%s is this machine alone', (host) => {
    expect(() => assertSafeBind(host, false)).not.toThrow();
  });
});
