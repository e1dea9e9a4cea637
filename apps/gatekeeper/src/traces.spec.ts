// A release starts a trace of its own, whatever came in; spans are told of once their batch has committed.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { createTraces } from './traces.js';

const FORM = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00$/;
const DEALER = '4bf92f3577b34da6a3ce929d0e0e4736';
const SENT = `00-${DEALER}-00f067aa0ba902b7-01`;
const STREAM = 'bmw-japan-finance.joint.valuation';

describe('traces without a tracer', () => {
  it.each([undefined, '', 'nonsense', SENT, `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`])(
    'gives releases fresh ids for %p, and the decision none',
    (source) => {
      const traces = createTraces()(3000, [source]);
      const { own, release } = traces.of(source);
      const given = Array.from({ length: 3000 }, () => release(STREAM));
      for (const traceparent of given) expect(traceparent).toMatch(FORM);
      expect(new Set(given).size).toBe(given.length);
      expect(given.join()).not.toContain(DEALER);
      expect(own).toBeUndefined();
      traces.committed();
    },
  );
});

describe('traces with a tracer', () => {
  const exporter = new InMemorySpanExporter();
  beforeEach(() => {
    exporter.reset();
    trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
  });
  afterEach(() => trace.disable());

  const spans = () => exporter.getFinishedSpans();
  const named = (name: string) => spans().filter((span) => span.name === name);

  it('joins the batch, the record and its releases by links, and gives no audience an id of another', () => {
    const traces = createTraces()(3, [SENT, SENT, undefined]);
    const sent = traces.of(SENT);
    const releases = [sent.release(STREAM), sent.release('insurer:x.company.vehicle-notices')];
    const unsent = traces.of(undefined);
    expect(unsent.own).toBeUndefined();
    expect(unsent.release(STREAM)).toMatch(FORM);
    expect(spans()).toEqual([]);
    traces.committed();

    const [batch] = named('process service-records');
    expect(batch?.attributes).toMatchObject({ 'messaging.batch.message_count': 3, outcome: 'committed' });
    expect(batch?.links.map(({ context }) => context.traceId)).toEqual([DEALER]);
    const [decide, ...others] = named('decide');
    expect(others).toEqual([]);
    expect(decide?.spanContext().traceId).toBe(DEALER);
    expect(decide?.parentSpanContext?.spanId).toBe('00f067aa0ba902b7');
    expect(decide?.links[0]?.context).toEqual(batch?.spanContext());
    expect(sent.own).toBe(`00-${DEALER}-${decide?.spanContext().spanId}-01`);

    const released = named('release');
    for (const traceparent of releases) expect(traceparent).toMatch(FORM);
    expect(released.map((span) => span.spanContext().traceId)).toEqual(releases.map((each) => each.slice(3, 35)));
    expect(new Set([DEALER, ...released.map((span) => span.spanContext().traceId)]).size).toBe(3);
    for (const span of released) {
      expect(span.parentSpanContext).toBeUndefined();
      expect(span.links.map(({ context }) => context)).toEqual([decide?.spanContext()]);
    }
  });

  it('leaves a record alone whose sender is not sampled', () => {
    const unsampled = SENT.replace(/01$/, '00');
    const traces = createTraces()(1, [unsampled]);
    const { own, release } = traces.of(unsampled);
    expect(own).toBeUndefined();
    expect(release(STREAM)).toMatch(FORM);
    traces.committed();
    expect(spans().map(({ name }) => name)).toEqual(['process service-records']);
  });

  it('tells of a batch that came to nothing, and of nothing in it', () => {
    const begin = createTraces();
    const [first, ahead, undecided] = [begin(1, [SENT]), begin(1, [SENT]), begin(1, [SENT])];
    for (const traces of [first, ahead]) traces.of(SENT).release(STREAM);
    undecided.of(SENT);
    first.abandoned();
    ahead.committed();
    expect(named('process service-records').map(({ attributes }) => attributes.outcome)).toEqual([
      'abandoned',
      'committed',
    ]);
    expect([named('decide').length, named('release').length]).toEqual([1, 1]);
  });
});
