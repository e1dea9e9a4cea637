// What a dealer is promised: each revision stored once, however it is sent; every fault named, never a value.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { SERVICE_RECORD_SCHEMA, type Decision, type JsonObject, type Problem } from '#wire';
import { fact, linesOf, recordOf } from './intake-given.ts';
import { NDJSON, openIntakeHouse, readAnswers, sendBatch, until, type IntakeHouse } from './intake-house.ts';
import { undocumented } from '../house/undocumented.ts';

interface Preview {
  readonly streams: readonly { readonly decisions: readonly Decision[]; readonly released: JsonObject | null }[];
}

let intake: IntakeHouse;
const D001 = 'dealer-D001';

beforeAll(async () => {
  intake = await openIntakeHouse();
}, 120_000);
afterAll(() => intake?.close(), 60_000);

const problemOf = async (response: Response): Promise<Problem> => (await response.json()) as Problem;
const storedOf = async (recordId: string) => (await intake.stored()).filter((stored) => stored.recordId === recordId);

describe('one record', () => {
  it('is accepted once, and folded', async () => {
    const record = recordOf('D001', 'one', {
      vehicle: { vin: 'ｗｂａ5r12090fh0100-1' },
      work: { receivedOn: 'R8.11.20' },
      mystery: { a: [1] },
    });
    const first = await intake.post(D001, record);
    expect([first.status, await first.json()]).toEqual([202, { recordId: 'one', revision: 1, status: 'accepted' }]);
    const reordered = JSON.stringify(Object.fromEntries(Object.entries(record).reverse()), null, 2);
    const again = await intake.post(D001, reordered.replace('"R8.11.20"', '"2026/11/20"'));
    expect([again.status, await again.json()]).toEqual([202, { recordId: 'one', revision: 1, status: 'duplicate' }]);
    const stored = await storedOf('one');
    expect(stored).toHaveLength(1);
    expect(stored[0]).toMatchObject({
      flags: expect.stringMatching(/^(vehicle\.vin:checkdigit)?$/),
      record: { vehicle: { vin: 'WBA5R12090FH01001' }, work: { receivedOn: '2026-11-20' }, mystery: { a: [1] } },
    });
    expect(stored[0]!.key).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('with other content under the same revision is a conflict; a new revision may return to an old value, in any order', async () => {
    const at = (revision: number, odometerInKm: number) =>
      recordOf('D001', 'odo', { revision, work: { odometerInKm } });
    const statuses = [];
    for (const record of [at(1, 52_000), at(1, 25_000), at(3, 52_000), at(2, 25_000), at(3, 52_000)]) {
      const response = await intake.post(D001, record);
      const body = (await response.json()) as { status: unknown; code?: string };
      statuses.push(body.code ?? body.status);
    }
    expect(statuses).toEqual(['accepted', 'GW_REVISION_CONFLICT', 'accepted', 'accepted', 'duplicate']);
    expect(await problemOf(await intake.post(D001, at(2, 1)))).toMatchObject({
      errors: [{ pointer: '/revision', path: 'revision', detail: expect.stringMatching(/^must be a higher one/) }],
    });
    expect((await storedOf('odo')).map(({ revision }) => revision)).toEqual([1, 3, 2]);
  });

  it('sent ten times at once is stored once', async () => {
    const record = recordOf('D001', 'ten');
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const response = await intake.post(D001, record);
        return ((await response.json()) as { status: string }).status;
      }),
    );
    expect(answers.sort()).toEqual(['accepted', ...Array<string>(9).fill('duplicate')]);
    expect(await storedOf('ten')).toHaveLength(1);
  });

  it.each([
    ['no JSON', '{"a":', 400, 'GW_INVALID_JSON'],
    ['a key twice', '{"revision":1,"revision":2}', 400, 'GW_DUPLICATE_KEY'],
    ['33 levels', `${'['.repeat(33)}${']'.repeat(33)}`, 400, 'GW_TOO_DEEP'],
    ['more than 262,144 bytes', `"${'a'.repeat(262_143)}"`, 413, 'GW_TOO_LONG'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'GW_INVALID_JSON'],
    ['no record', '{}', 400, 'GW_INVALID_RECORD'],
    ['another dealer', JSON.stringify(recordOf('D002', 'x')), 403, 'GW_WRONG_DEALER'],
    ['a bad VIN', JSON.stringify(recordOf('D001', 'x', { vehicle: { vin: 'secret' } })), 400, 'GW_INVALID_RECORD'],
  ])('refuses %s', async (_what, body, status, code) => {
    const response = await intake.post(D001, body);
    const text = await response.text();
    expect([response.status, (JSON.parse(text) as Problem).code]).toEqual([status, code]);
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
    expect(text).not.toMatch(/secret/i);
  });

  it.each<[string, Record<string, string>, string | Buffer]>([
    ['another type', { 'content-type': 'text/csv' }, 'x'],
    ['another charset', { 'content-type': 'application/json; charset=Shift_JIS' }, '{}'],
    ['a batch of another charset', { 'content-type': `${NDJSON}; charset=utf-16` }, '{}\n'],
    ['what is compressed', { 'content-type': NDJSON, 'content-encoding': 'gzip' }, gzipSync('{}\n')],
  ])('refuses %s as a whole and says what to send', async (_what, headers, body) => {
    const problem = await problemOf(await intake.post(D001, body, undefined, headers));
    expect(problem).toMatchObject({ status: 415, detail: expect.stringMatching(/^send /) });
  });

  it('may begin with a byte order mark', async () => {
    const response = await intake.post(D001, `\ufeff${JSON.stringify(recordOf('D001', 'marked'))}`);
    expect(response.status).toBe(202);
  });

  it('says where a fault is', async () => {
    const record = recordOf('D001', 'x', { advice: [{}, { dueOn: '平成31年5月1日', taro: 1 }] });
    expect(await problemOf(await intake.post(D001, record))).toMatchObject({
      errors: [{ pointer: '/advice/1/dueOn', path: 'advice[].dueOn' }],
    });
  });

  it('needs a dealer, with a contract and the acceptance of the policy [R3]', async () => {
    expect((await intake.post(null, recordOf('D001', 'y'))).status).toBe(401);
    expect(await problemOf(await intake.post('bmw-japan', recordOf('D001', 'y')))).toMatchObject({
      code: 'GW_FORBIDDEN',
    });
    const send = async () => problemOf(await intake.post('dealer-D003', recordOf('D003', 'y')));
    expect(await send()).toMatchObject({ status: 'accepted' });
    await intake.say(fact('contract-ended', { id: 'K-D003', recipient: 'dealer:D003', to: null }));
    await until('the contract has ended', async () => (await send()).code === 'GW_FORBIDDEN', 5_000);
    await intake.say(fact('contract-concluded', { id: 'K2', recipient: 'dealer:D003', from: '2020-01-01', to: null }));
    await until('a contract stands', async () => (await send()).status === ('duplicate' as never), 5_000);
  });
});

describe('a batch', () => {
  it('of 5,000 lines with line 3,117 broken: 4,999 accepted; the same file again adds nothing', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) =>
      JSON.stringify(recordOf('D001', `night-${index}`, index === 3_116 ? { work: { odometerInKm: 'secret' } } : {})),
    );
    const before = (await intake.stored()).length;
    const first = await intake.postBatch(D001, lines.join('\n'));
    expect(first.map(({ line }) => line)).toEqual(Array.from({ length: 5_000 }, (_, index) => index + 1));
    expect(first.filter(({ status }) => status === 'accepted')).toHaveLength(4_999);
    expect(first[3_116]).toMatchObject({
      line: 3_117,
      status: 'rejected',
      problem: {
        code: 'GW_INVALID_RECORD',
        errors: [{ path: 'work.odometerInKm', detail: 'must be of type integer' }],
      },
    });
    const again = await intake.postBatch(D001, lines.join('\n'));
    expect(again.filter(({ status }) => status === 'duplicate')).toHaveLength(4_999);
    const after = await intake.stored();
    expect(after).toHaveLength(before + 4_999);
    expect(new Set(after.map(({ key, revision }) => `${key}.${revision}`)).size).toBe(after.length);
  }, 60_000);

  it('answers each line: blank ones counted, bad ones refused, the rest goes on', async () => {
    const good = (id: string, more = {}) => JSON.stringify(recordOf('D001', id, more));
    const batch = Buffer.concat([
      Buffer.from(`\ufeff${good('b-1')}\r\n\n  \n{"a":1,"a":2}\n`),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from(`"${'x'.repeat(300_000)}"\n${good('b-1')}\n${good('b-1', { remarks: 'other' })}\n`),
      Buffer.from(
        `${good('b-2', { revision: 2 })}\n${good('b-2')}\n${JSON.stringify(recordOf('D002', 'b-3'))}\n${good('b-4')}`,
      ),
    ]);
    const answers = await intake.postBatch(D001, batch);
    expect(answers.map(({ line, status, problem }) => [line, problem?.code ?? status])).toEqual([
      [1, 'accepted'],
      [4, 'GW_DUPLICATE_KEY'],
      [5, 'GW_INVALID_JSON'],
      [6, 'GW_TOO_LONG'],
      [7, 'duplicate'],
      [8, 'GW_REVISION_CONFLICT'],
      [9, 'accepted'],
      [10, 'accepted'],
      [11, 'GW_WRONG_DEALER'],
      [12, 'accepted'],
    ]);
    expect((await storedOf('b-2')).map(({ revision }) => revision)).toEqual([2, 1]);
  });

  it('is answered while it is sent', async () => {
    const token = await intake.tokenOf(D001);
    let goOn = (): void => undefined;
    const told = new Promise<void>((resolve) => (goOn = resolve));
    const parts = async function* () {
      yield linesOf([recordOf('D001', 'live-1')]);
      await told;
      yield linesOf([recordOf('D001', 'live-2')]);
    };
    const answer = await sendBatch(intake.house.urls.intake, token, parts());
    const text = answer.setEncoding('utf8')[Symbol.asyncIterator]();
    expect(JSON.parse(((await text.next()).value as string).trim())).toMatchObject({ line: 1, status: 'accepted' });
    goOn();
    expect(JSON.parse(((await text.next()).value as string).trim())).toMatchObject({ line: 2, status: 'accepted' });
  });

  it('beside four others of one dealer is refused, and taken when one of them has ended', async () => {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const token = await intake.tokenOf(D001);
    const parts = async function* (name: string) {
      yield linesOf([recordOf('D001', name)]);
      await ended;
    };
    const open = await Promise.all(
      Array.from({ length: 4 }, (_, at) => sendBatch(intake.house.urls.intake, token, parts(`beside-${at}`))),
    );
    const fifth = linesOf([recordOf('D001', 'beside-4')]);
    const headers = { 'content-type': NDJSON };
    const refused = await intake.post(D001, fifth, undefined, headers);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    expect(await problemOf(refused)).toMatchObject({ code: 'GW_RATE_LIMITED', detail: 'at most 4 batches at a time' });
    end();
    for (const answer of open) expect(await readAnswers(answer)).toMatchObject([{ status: 'accepted' }]);
    expect(await intake.postBatch(D001, fifth)).toMatchObject([{ line: 1, status: 'accepted' }]);
  });

  it('slows down a dealer who does not read the answers', async () => {
    const piece = Buffer.from('1\n'.repeat(32_768));
    let sentBytes = 0;
    const parts = async function* () {
      for (let part = 0; part < 1_000; part++) {
        yield piece;
        sentBytes += piece.length;
        await Promise.resolve();
      }
    };
    const unread = await sendBatch(intake.house.urls.intake, await intake.tokenOf(D001), parts());
    let last = -1;
    await until('the sending has stopped', async () => {
      const before = last;
      last = sentBytes;
      await sleep(1_000);
      return before === sentBytes;
    });
    expect(sentBytes).toBeLessThan(32_000_000);
    unread.destroy();
  }, 60_000);
});

describe('a preview', () => {
  it('shows what each stream would get and why not the rest, and stores nothing', async () => {
    const before = (await intake.stored()).length;
    const record = recordOf('D001', 'look', { mystery: 1, vehicle: { vin: 'ｗｂａ5r12090fh01001' } });
    const response = await intake.post(D001, record, '/v1/service-records/preview');
    expect(response.status).toBe(200);
    const [stream] = ((await response.json()) as Preview).streams;
    expect(stream).toMatchObject({ stream: 'bmw-japan-finance.joint.valuation', audience: 'bmw-japan-finance' });
    const outcomes = stream!.decisions.map(({ path, outcome, reason }) => [path, outcome, reason]);
    expect(outcomes).toContainEqual(['vehicle.vin', 'permit', 'joint_use']);
    expect(outcomes).toContainEqual(['customer.name', 'withhold', 'consent_absent']);
    expect(outcomes).toContainEqual(['mystery', 'withhold', 'unmapped']);
    expect(stream!.released).toMatchObject({ vehicle: { vin: 'WBA5R12090FH01001' } });
    expect(stream!.released).not.toHaveProperty('customer');
    expect(await intake.stored()).toHaveLength(before);
    expect(await storedOf('look')).toEqual([]);
  });

  it('refuses what would be refused', async () => {
    const preview = async (body: object) =>
      (await problemOf(await intake.post(D001, body, '/v1/service-records/preview'))).code;
    expect(await preview({})).toBe('GW_INVALID_RECORD');
    expect(await preview(recordOf('D002', 'look'))).toBe('GW_WRONG_DEALER');
  });
});

describe('prohibited content', () => {
  it('labelled: refused, not stored, and the desk told where; never what', async () => {
    const record = recordOf('D001', 'my-number', { taro: { note: 'マイナンバー 1234-5678-9018' } });
    const response = await intake.post(D001, record);
    const problem = await problemOf(response);
    expect([response.status, problem.code]).toEqual([422, 'GW_PROHIBITED_CONTENT']);
    expect(problem.errors).toMatchObject([{ pointer: '/?/?', path: '?' }]);
    const [line] = await intake.postBatch(D001, linesOf([{ ...record, recordId: 'my-number-2' }]));
    expect(line).toMatchObject({ status: 'rejected', problem: { code: 'GW_PROHIBITED_CONTENT' } });
    expect((await intake.stored()).filter(({ recordId }) => recordId.startsWith('my-number'))).toEqual([]);
    await until('two notices', async () => (await intake.notices()).length >= 2, 5_000);
    const notices = await intake.notices();
    expect(notices[0]).toMatchObject({ app: 'intake', kind: 'prohibited-content.D001', dealer: 'D001', paths: ['?'] });
    expect(JSON.stringify([problem, line, notices])).not.toMatch(/9018|taro/);
  });

  it('bare: cut out before it is stored, and flagged', async () => {
    const record = recordOf('D001', 'bare-number', { remarks: '控え 123456789018 以上' });
    expect((await intake.post(D001, record)).status).toBe(202);
    const [stored] = await storedOf('bare-number');
    expect(stored!.record.remarks).toBe('控え ［伏せ字］ 以上');
    expect(stored!.flags).toContain('remarks:redacted');
    expect(await (await intake.post(D001, record)).json()).toMatchObject({ status: 'duplicate' });
  });
});

describe('what stays', () => {
  it('is no value: not in a log, not in the table', async () => {
    const logs = readdirSync(intake.house.logsDir).filter((file) => file.startsWith('intake'));
    expect(logs.length).toBeGreaterThan(0);
    const written = logs.map((file) => readFileSync(join(intake.house.logsDir, file), 'utf8')).join('');
    expect(written).toMatch('"route":"/v1/service-records"');
    const rows = JSON.stringify(await intake.database.query('SELECT a::text FROM intake.accepted a'));
    expect(rows).toMatch('durable');
    const values = /試験|WBA5R12090FH01001|mystery|C-TAROSHIKEN|night-\d|1234-5678|123456789018|secret/;
    expect([values.exec(written)?.[0], values.exec(rows)?.[0]]).toEqual([undefined, undefined]);
  });

  it('is described by OpenAPI, its record by the one schema', async () => {
    const document = (await (await fetch(`${intake.house.urls.intake}/openapi.json`)).json()) as {
      paths: Record<string, { post: { requestBody: { content: Record<string, unknown> } } }>;
      components: { schemas: Record<string, unknown> };
    };
    expect(Object.keys(document.paths['/v1/service-records']!.post.requestBody.content)).toEqual([
      'application/json',
      'application/x-ndjson',
    ]);
    expect(undocumented(document, intake.met)).toEqual([]);
    expect(document.components.schemas.ServiceRecord).toEqual(JSON.parse(JSON.stringify(SERVICE_RECORD_SCHEMA)));
  });
});

describe('a long batch', () => {
  it('needs bounded memory however long it is', async () => {
    const remarks = 'あ'.repeat(1_500);
    const samples: number[] = [];
    const parts = async function* () {
      for (let part = 0; part < 100; part++) {
        yield linesOf(
          Array.from({ length: 150 }, (_, index) => recordOf('D002', `long-${part}-${index}`, { remarks })),
        );
        if (part % 10 === 9) samples.push(rssMb(intake.house.process('intake').pid()));
        await sleep(1);
      }
    };
    const token = await intake.tokenOf('dealer-D002');
    const answers = await readAnswers(await sendBatch(intake.house.urls.intake, token, parts()));
    expect(answers.filter(({ status }) => status === 'accepted')).toHaveLength(15_000);
    // By half of it buffers and heap have grown to what they need.
    expect(Math.max(...samples.slice(5)) - Math.max(...samples.slice(0, 5))).toBeLessThan(60);
  }, 120_000);
});

describe('told to end', () => {
  it('while a dealer holds a batch open, it ends cleanly and soon; what was answered is kept', async () => {
    const parts = async function* () {
      yield linesOf([recordOf('D001', 'held-open')]);
      await new Promise(() => undefined);
    };
    const answer = await sendBatch(intake.house.urls.intake, await intake.tokenOf(D001), parts());
    const cut = new Promise<Error>((resolve) => answer.once('error', resolve));
    const [piece] = (await once(answer.setEncoding('utf8'), 'data')) as [string];
    expect(JSON.parse(piece)).toMatchObject({ line: 1, status: 'accepted' });
    const begunAt = performance.now();
    expect(await intake.house.process('intake').stop()).toEqual({ code: 0, signal: null });
    expect(performance.now() - begunAt).toBeLessThan(8_000);
    // Half an answer must not look like a whole one.
    expect((await cut).message).toBe('aborted');
    expect(await storedOf('held-open')).toHaveLength(1);
  });
});

/** Resident memory of a process, in MB. */
function rssMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
