// The walk of a record: every leaf in its order, with what it is judged as; what cannot be trusted is unlisted or no envelope.
import { describe, expect, it } from '@jest/globals';
import { CATALOGUE, ITEMS, LIMITS, type CatalogueEntry, type JsonObject, type JsonValue } from '#wire';
import { PROVENANCE, UNMAPPED } from './judged-as.js';
import { plantPaths } from './leaf-kinds.js';
import { PreparedRecord, walkRecord } from './prepare.js';
import { createShapes } from './shapes.js';

const PATHS = plantPaths(CATALOGUE);
const ENVELOPE = {
  ...{ recordId: 'R1', revision: 3, status: 'closed', dealerCode: 'D001', occurredAt: '2026-10-01T00:00:00Z' },
  ...{ channel: 'workshop', noticeId: 'N1' },
};
const walk = (body: unknown, envelope: unknown = ENVELOPE) =>
  walkRecord({ ...(envelope as JsonObject), ...(body as JsonObject) }, PATHS, createShapes(PATHS.kinds.length));
const nameOf = (judgedAs: number) =>
  judgedAs === UNMAPPED ? 'unmapped' : judgedAs === PROVENANCE ? 'provenance' : ITEMS[judgedAs];
/** Path, what it is judged as, and whether its text is searched. */
const told = (body: unknown, envelope: unknown = ENVELOPE) =>
  walk(body, envelope).leaves.map(({ kind }) => [kind.path, nameOf(kind.judgedAs), kind.isText]);

describe('a leaf', () => {
  it.each<[string, unknown, readonly unknown[]]>([
    ['listed', { customer: { name: 'x' } }, ['customer.name', 'name', true]],
    [
      'listed, of a form that holds no text',
      { work: { receivedOn: '2026-01-05' } },
      ['work.receivedOn', 'work', false],
    ],
    ['listed, a number', { work: { odometerInKm: 7 } }, ['work.odometerInKm', 'work', false]],
    ['in the catalogue and not listed', { remarks: 'x' }, ['remarks', 'unlisted', true]],
    ['of a kind its path does not take', { work: { odometerInKm: 'x' } }, ['work.odometerInKm', 'unmapped', true]],
    ['of a kind its path does not take, no text', { customer: { name: 7 } }, ['customer.name', 'unmapped', false]],
    ['empty', { customer: { name: null } }, ['customer.name', 'unmapped', false]],
    ['nowhere', { x: 'y' }, ['?', 'unmapped', true]],
    ['nowhere, no text', { x: false }, ['?', 'unmapped', false]],
    ['below a leaf', { customer: { name: { first: 'x' } } }, ['?', 'unmapped', true]],
    ['in a list where none belongs', { customer: { name: ['x'] } }, ['?', 'unmapped', true]],
    ['not in the list where it belongs', { customer: { telephone: 'x' } }, ['?', 'unmapped', true]],
    ['in a list of lists', { customer: { telephone: [['x']] } }, ['?', 'unmapped', true]],
    ['by an inherited name', { customer: { constructor: 'x' } }, ['?', 'unmapped', true]],
    ['an envelope’s that cannot be read', { revision: 'x' }, ['revision', 'unmapped', true]],
  ])('%s', (_, body, expected) => {
    expect(told(body)).toEqual([expected]);
  });

  it('is none where nothing is: empty containers, and the envelope itself', () => {
    expect(told({ customer: {}, advice: [], work: { jobs: [{ lines: [{}] }] } })).toEqual([]);
    expect(walk({}).judged).toBe(0);
  });

  it('is what has a value, once', () => {
    expect(told({ x: undefined, advice: [undefined] })).toEqual([]);
    expect(told({ undefined: 'x' })).toEqual([['?', 'unmapped', true]]);
  });

  it('keeps the order of the record, its key, its holder and its depth', () => {
    const { leaves, texts, judged } = walk({ advice: [{ text: 'a' }, { dueAtKm: 5 }], customer: { name: 'n' } });
    expect(leaves.map(({ key, value }) => [key, value])).toEqual([
      ...[
        ['text', 'a'],
        ['dueAtKm', 5],
        ['name', 'n'],
      ],
    ]);
    expect(texts.map(({ value }) => value)).toEqual(['a', 'n']);
    expect(judged).toBe((1 << ITEMS.indexOf('advice')) | (1 << ITEMS.indexOf('name')));
    const chains = leaves.map(({ holder }) => {
      const chain: unknown[] = [];
      for (let each: typeof holder | null = holder; each !== null; each = each.parent)
        chain.push([each.depth, each.key, each.isArray]);
      return chain;
    });
    const advice = [
      [2, '', false],
      [1, 'advice', true],
      [0, '', false],
    ];
    expect(chains).toEqual([
      advice,
      advice,
      [
        [1, 'customer', false],
        [0, '', false],
      ],
    ]);
  });
});

describe('provenance', () => {
  const activity = (jobId: unknown, jobs: unknown = [{ jobId: 'a' }]) => ({
    work: { jobs },
    activity: { log: [{ jobId, code: 'x' }] },
  });
  const CODE = 'activity.log[].code';

  it.each<[string, unknown, JsonObject, string]>([
    ['of a job of the record', activity('a'), {}, 'activity'],
    ['of no job', activity(undefined), {}, 'provenance'],
    ['of a job of another', activity('b'), {}, 'provenance'],
    ['of a job whose id cannot be read', activity(7), {}, 'provenance'],
    ['of a job that is in no list', activity('a', { jobId: 'a' }), {}, 'provenance'],
    ['of a job, by telematics', activity('a'), { channel: 'telematics' }, 'provenance'],
    ['of a job, by charging', activity('a'), { channel: 'charging' }, 'provenance'],
    ['of a job, by a channel nobody knows', activity('a'), { channel: 'fleet' }, 'provenance'],
    ['of a job, by none', activity('a'), { channel: undefined as never }, 'provenance'],
  ])('of what a vehicle told: %s', (_, body, envelope, expected) => {
    const leaves = told(body, { ...ENVELOPE, ...envelope }).filter(([path]) => path === CODE);
    expect(leaves).toEqual([[CODE, expected, true]]);
  });

  it.each([
    ['workshop', ['name', 'unlisted', 'unmapped']],
    ['telematics', ['name', 'unlisted', 'unmapped']],
    ['charging', ['provenance', 'provenance', 'provenance']],
    ['fleet', ['provenance', 'provenance', 'provenance', 'provenance']],
  ])('of everything else, by %s', (channel, expected) => {
    const leaves = told({ customer: { name: 'x' }, remarks: 'y', z: 1 }, { ...ENVELOPE, channel });
    expect(leaves.map(([, judgedAs]) => judgedAs)).toEqual(expected);
  });
});

describe('a job', () => {
  const jobsOf = (body: JsonObject) =>
    walk(body).leaves.map(({ holder }) => {
      const found = [];
      for (let each: typeof holder | null = holder; each !== null; each = each.parent)
        if (each.job > 0) found.push(each.job);
      return found;
    });
  const line = (quantity: number) => ({ lines: [{ quantity }] });

  it('is known by its place, from one, and what refers to it by that', () => {
    const body = {
      work: { jobs: [{ jobId: 'a', ...line(1) }, line(2), { jobId: 'c', ...line(3) }] },
      activity: {
        log: [
          { jobId: 'c', code: 'x' },
          { jobId: 'a', code: 'y' },
          { jobId: 'b', code: 'z' },
        ],
      },
    };
    expect(jobsOf(body)).toEqual([[1], [], [3], [3], [1], []]);
  });

  it('named twice keeps its own place; what refers to the name, that of the first', () => {
    const body = {
      work: {
        jobs: [
          { jobId: 'a', ...line(1) },
          { jobId: 'a', ...line(2) },
        ],
      },
      activity: { log: [{ jobId: 'a', code: 'x' }] },
    };
    expect(jobsOf(body)).toEqual([[1], [2], [1]]);
  });

  it('is what stands in `work.jobs` alone', () => {
    expect(jobsOf({ jobs: [{ jobId: 'a', x: 1 }] })).toEqual([[], []]);
    const work = { jobs: [{ jobId: 'a' }] };
    expect(jobsOf({ advice: [{ jobId: 'a', text: 'x' }], work })).toEqual([[], []]);
    expect(jobsOf({ activity: { jobs: [{ jobId: 'a', code: 'x' }] }, work })).toEqual([[], []]);
  });
});

describe('the envelope', () => {
  it('is told outward', () => {
    const { envelope, dealerCode, occurredOn } = walk({});
    expect(envelope).toEqual({
      ...{ revision: 3, status: 'closed', dealerCode: 'D001', occurredAt: '2026-10-01T00:00:00Z' },
    });
    expect([dealerCode, occurredOn]).toEqual(['D001', '2026-10-01']);
  });

  it.each<[string, unknown]>([
    ['recordId', undefined],
    ['recordId', null],
    ['recordId', ''],
    ['recordId', 7],
    ['recordId', ['R1']],
    ['revision', undefined],
    ['revision', '3'],
    ['revision', null],
    ['status', undefined],
    ['status', 'open'],
    ['status', { toString: 'closed' }],
    ['dealerCode', undefined],
    ['dealerCode', null],
    ['dealerCode', ['D001']],
    ['occurredAt', undefined],
    ['occurredAt', 'in autumn'],
    ['occurredAt', 1790812800000],
  ])('cannot be trusted with %s %j', (key, value) => {
    expect(walk({}, { ...ENVELOPE, [key]: value }).envelope).toBeNull();
  });

  it('is the record’s own, and nothing it inherits', () => {
    const record = Object.create(ENVELOPE) as JsonObject;
    const walked = walkRecord(record, PATHS, createShapes(PATHS.kinds.length));
    expect([walked.envelope, walked.dealerCode, walked.occurredOn, walked.hasSubject]).toEqual([null, null, '', false]);
  });

  it.each<[unknown, string | null]>([
    ['D001', 'D001'],
    [7, null],
    [null, null],
    [undefined, null],
  ])('names the dealer %j as %j', (dealerCode, expected) => {
    expect(walk({}, { ...ENVELOPE, dealerCode }).dealerCode).toBe(expected);
  });

  it.each<[unknown, string]>([
    ['2026-09-30T15:00:00Z', '2026-10-01'],
    ['2026-09-30T14:59:59Z', '2026-09-30'],
    ['in autumn', ''],
    [undefined, ''],
    [7, ''],
  ])('of %j occurred on the Tokyo day %j', (occurredAt, expected) => {
    expect(walk({}, { ...ENVELOPE, occurredAt }).occurredOn).toBe(expected);
  });

  it.each<[string, unknown, boolean]>([
    ['an id', { id: 'C-1' }, true],
    ['an empty id', { id: '' }, false],
    ['an id that is no text', { id: 7 }, false],
    ['no id', {}, false],
    ['no customer', undefined, false],
    ['a customer that is a text', 'C-1', false],
    ['customers', [{ id: 'C-1' }], false],
    ['an inherited id', Object.create({ id: 'C-1' }), false],
  ])('has a subject by %s', (_, customer, hasSubject) => {
    expect(walk({ customer }).hasSubject).toBe(hasSubject);
  });
});

describe('depth', () => {
  const nested = (depth: number): JsonValue =>
    depth === 0 ? 'x' : depth % 2 === 0 ? [nested(depth - 1)] : { k: nested(depth - 1) };

  it('is walked to twice that of the wire, the record itself counted, and no further', () => {
    expect(told({ x: nested(2 * LIMITS.depth - 1) })).toEqual([['?', 'unmapped', true]]);
    expect(() => walk({ x: nested(2 * LIMITS.depth) })).toThrow(expect.objectContaining({ code: 'GW_TOO_DEEP' }));
  });
});

describe('a prepared record', () => {
  it('is walked once: its shape is that of its kinds, and it is the record it came from', () => {
    const shapes = createShapes(PATHS.kinds.length);
    const record = { ...ENVELOPE, customer: { name: 'x' } };
    const [one, same, other] = [record, { ...record, customer: { name: 'y' } }, { ...record, remarks: 'z' }].map(
      (each) => walkRecord(each, PATHS, shapes),
    );
    expect(new PreparedRecord(one!).record).toBe(record);
    expect(one?.shape).toBe(same?.shape);
    expect(one?.shape).not.toBe(other?.shape);
    expect(one?.paths).toBe(PATHS);
  });
});

describe('by another catalogue', () => {
  /** Each entry takes whatever comes. */
  const catalogueOf = (...paths: readonly (readonly [string, CatalogueEntry['item']])[]) =>
    new Map(paths.map(([path, item]) => [path, { path, item, accepts: () => true, isFreeText: () => false }]));
  const walkBy = (catalogue: ReturnType<typeof catalogueOf>, record: unknown) => {
    const paths = plantPaths(catalogue);
    return walkRecord(record as JsonObject, paths, createShapes(paths.kinds.length));
  };
  const KEYS = ['recordId', 'revision', 'status', 'dealerCode', 'occurredAt'] as const;
  const ENTRIES = KEYS.map((key) => [key, 'envelope'] as const);

  it.each<[string, unknown, boolean]>([
    ['a text', 'R1', true],
    ['nothing, where its entry takes it', null, true],
    ['an object', {}, false],
    ['a list', ['R1'], false],
    ['none', undefined, false],
  ])('a record has an id: %s', (_, recordId, isTrusted) => {
    const { envelope } = walkBy(catalogueOf(...ENTRIES), { ...ENVELOPE, recordId });
    expect(envelope !== null).toBe(isTrusted);
  });

  it.each(KEYS)('an envelope without an entry for `%s` cannot be trusted', (key) => {
    const others = ENTRIES.filter(([each]) => each !== key);
    expect(walkBy(catalogueOf(...others), ENVELOPE).envelope).toBeNull();
    expect(walkBy(catalogueOf(...others, [`${key}.x`, 'work']), ENVELOPE).envelope).toBeNull();
  });

  const jobs = (record: unknown, ...paths: readonly (readonly [string, CatalogueEntry['item']])[]) =>
    walkBy(catalogueOf(['channel', 'envelope'], ...paths), { channel: 'workshop', ...(record as object) }).leaves.map(
      ({ holder, kind }) => [holder.job, nameOf(kind.judgedAs)],
    );

  it('a job is what stands in `work.jobs`, and has a text for its id, whatever its entry takes', () => {
    const here = [
      ['work.jobs[].jobId', 'envelope'],
      ['work.jobs[].x', 'work'],
    ] as const;
    expect(
      jobs(
        {
          work: {
            jobs: [
              { jobId: 'a', x: 1 },
              { jobId: 7, x: 2 },
            ],
          },
        },
        ...here,
      ),
    ).toEqual([
      ...[
        [1, 'work'],
        [0, 'work'],
      ],
    ]);
    const elsewhere = ['other.jobs', 'work.list', 'jobs'].flatMap(
      (path) =>
        [
          [`${path}[].jobId`, 'envelope'],
          [`${path}[].x`, 'activity'],
        ] as const,
    );
    const lists = [
      { jobId: 'b', x: 1 },
      { jobId: 'a', x: 2 },
      { jobId: 'c', x: 3 },
    ];
    const refers = [
      [2, 'activity'],
      [1, 'activity'],
      [0, 'provenance'],
    ];
    const work = { jobs: [{ jobId: 'a' }, { jobId: 'b' }] };
    expect(jobs({ work, other: { jobs: lists } }, ...here, ...elsewhere)).toEqual(refers);
    expect(jobs({ work: { ...work, list: lists } }, ...here, ...elsewhere)).toEqual(refers);
    expect(jobs({ work, jobs: lists }, ...here, ...elsewhere)).toEqual(refers);
    expect(jobs({ jobId: 'b', x: 1, work }, ...here, ['jobId', 'envelope'], ['x', 'activity'])).toEqual([
      [2, 'activity'],
    ]);
  });

  it.each([
    ['no place for them', []],
    ['a place for work', [['work.x', 'work']]],
    ['no id of theirs', [['work.jobs[].x', 'work']]],
  ] as const)('there are no jobs where it has %s', (_, paths) => {
    const told = jobs({ work: { jobs: [{ jobId: 'a', x: 1 }] } }, ...paths);
    expect(told.map(([job]) => job)).toEqual([0, 0]);
  });
});
