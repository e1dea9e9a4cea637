// Website, section 3: the access log. It holds which route was asked and how it ended, and nothing that tells who.
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '#process';

function logged(fields: object): Record<string, unknown> {
  let text = '';
  const logger = createLogger('console', { level: 'info', destination: { write: (line) => void (text += line) } });
  logger.info({ event: 'request', ...fields });
  return JSON.parse(text) as Record<string, unknown>;
}

describe('Website 3: the access log holds no information that identifies a person [R50]', () => {
  it('holds route, method, status and duration', () => {
    const line = { route: '/api/v1/decisions/:id', method: 'GET', status: 200, durationMs: 3 };
    expect(logged(line)).toMatchObject(line);
  });

  it.each([
    ['the address asked for', 'url', '/v1/records?vin=WBA8E9C50GK646123'],
    ['an address as a route', 'route', '/v1/records?name=田中'],
    ['the address of who asks', 'ip', '192.0.2.7'],
    ['what they ask with', 'userAgent', 'Mozilla/5.0'],
    ['where they came from', 'referer', 'https://example.com/'],
    ['a cookie', 'cookie', 'desk-session=abc'],
    ['a vehicle', 'vin', 'WBA8E9C50GK646123'],
    ['a name', 'name', '田中 太郎'],
  ])('drops %s', (_what, field, value) => {
    expect(JSON.stringify(logged({ [field]: value }))).not.toContain(value);
  });
});
