// What may be asked for, and how a request at fault is told.
import { describe, expect, it } from '@jest/globals';
import { readQuery } from './read-query.js';

describe('a query', () => {
  it.each<[Record<string, unknown>, object]>([
    [{}, { cursor: null, limit: 100, waitS: 0 }],
    [
      { cursor: 'abc', limit: '1', wait: '30' },
      { cursor: 'abc', limit: 1, waitS: 30 },
    ],
    [
      { limit: '1000', other: 'x' },
      { cursor: null, limit: 1000, waitS: 0 },
    ],
  ])('%j', (query, read) => {
    expect(readQuery(query)).toEqual(read);
  });

  it.each<[Record<string, unknown>, string[]]>([
    [{ limit: '0' }, ['/limit']],
    [{ limit: '1001' }, ['/limit']],
    [{ limit: '1e2', wait: '-1' }, ['/limit', '/wait']],
    [{ limit: ['1', '2'] }, ['/limit']],
    [{ wait: '31' }, ['/wait']],
    [{ wait: '' }, ['/wait']],
    [{ cursor: '' }, ['/cursor']],
    [{ cursor: ['a', 'b'], limit: {} }, ['/cursor', '/limit']],
  ])('%j is refused', (query, pointers) => {
    let error: unknown;
    try {
      readQuery(query);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'GW_INVALID_REQUEST', errors: pointers.map((pointer) => ({ pointer })) });
  });
});
