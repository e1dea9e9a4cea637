// Certificates on a real house: an installation that has none is held until the console has made them; a version posted gets its own.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, jest } from '@jest/globals';
import { catalogueHash, faultOfCertificate, policyHash } from '#evidence';
import type { Certificate, ControlFact, JsonObject } from '#wire';
import { engineHash } from '../../scripts/house/engine-hash.ts';
import { until } from '../gatekeeper/gatekeeper-run.js';
import { readAll } from '../house/read-topics.ts';
import { withHouse } from '../house/test-house.ts';

/** Enumerating takes some twenty seconds of two cores, which a busy machine has not to itself. */
const ENUMERATED_WITHIN_MS = 150_000;
jest.setTimeout(2 * ENUMERATED_WITHIN_MS);

/** Nothing was enumerated at hand: as after an upgrade, or on a data folder from before there were certificates. */
const test = withHouse({
  apps: ['issuer', 'console', 'intake', 'gatekeeper'],
  env: { console: { CERTIFICATES_DIR: '/nowhere' } },
});

const RECORD = {
  ...{ recordId: 'RO-1', revision: 1, status: 'closed', dealerCode: 'D001', channel: 'workshop', noticeId: 'N' },
  occurredAt: '2026-10-01T10:00:00+09:00',
  work: { odometerInKm: 52_000, jobs: [{ jobId: '1', lines: [{ labourCode: '0000556' }] }] },
};

const topic = async (name: string) => readAll(test().house, { as: 'admin', topics: [name] });
async function facts(): Promise<readonly ControlFact[]> {
  return (await topic('control')).map(({ value }) => JSON.parse(String(value)) as ControlFact);
}
const certified = async () => (await facts()).filter(({ type }) => type === 'policy-certified');
const said = (event: string) => test().lines.filter(({ line }) => line.includes(`"event":"${event}"`));

async function policy(id: string): Promise<{ document: JsonObject; certificate: Certificate | null }> {
  const answer = await test().ask('console', `/api/v1/policies/${id}`, { as: 'auditor' });
  expect(answer.status).toBe(200);
  return answer.json() as { document: JsonObject; certificate: Certificate | null };
}

/** What a gatekeeper of this build and this installation says of it. */
function faultOf(certificate: Certificate | null, document: JsonObject) {
  const { publicKey: key } = test().house.secrets.certificate;
  const expected = { policyHash: policyHash(document), catalogueHash: catalogueHash(), engineHash: engineHash(), key };
  return faultOfCertificate(certificate, expected);
}

describe('a version that was published without a certificate', () => {
  it('decides nothing, while the console answers and certifies it; then what was held is released', async () => {
    const sent = await test().ask('intake', '/v1/service-records', { as: 'dealer-D001', body: RECORD });
    expect(sent.status).toBe(202);
    await until('the gatekeeper says that it holds', () => said('policy-not-certified').length > 0);
    expect(said('policy-not-certified')[0]?.line).toContain('"code":"GW_CERTIFICATE_MISSING"');

    // The console is at work with two threads, and what it answers to people must not wait for them.
    const slowest = { ms: 0 };
    while ((await certified()).length === 0) {
      const beganAt = performance.now();
      expect((await policy('2017-05-30')).document.policy).toBe('2017-05-30');
      slowest.ms = Math.max(slowest.ms, performance.now() - beganAt);
      const decided = await topic('decisions');
      if ((await certified()).length === 0) expect(decided).toEqual([]);
      await sleep(2_000);
    }
    expect(slowest.ms).toBeLessThan(5_000);

    await until('the record is decided', async () => (await topic('decisions')).length > 0);
    expect((await topic('provision.bmw-japan-finance.joint.valuation')).length).toBe(1);
    expect(said('policy-certified')).toHaveLength(1);
    const { document, certificate } = await policy('2017-05-30');
    expect(faultOf(certificate, document)).toBeNull();
    expect(certificate?.counts.violations).toBe(0);
    expect(certificate?.counts.permits).toBeGreaterThan(100_000);
  });

  it('is certified once: a restart adds nothing', async () => {
    await test().house.process('console').restart();
    await sleep(5_000);
    expect(await certified()).toHaveLength(1);
    expect(said('certifying')).toHaveLength(1);
  });
});

describe('a version that is posted', () => {
  it('is certified before it is published, and shown with its certificate', async () => {
    const { document } = await policy('2017-05-30');
    const revision = { ...(document['revision'] as JsonObject), reason: 'law' };
    const later = { ...document, policy: '2031-01-01', effectiveOn: '2031-01-01', revision };
    const post = () => test().ask('console', '/api/v1/policies', { as: 'dpo', body: { document: later } });
    let answer = await post();
    // A minute is what anybody waits for it; then it goes on, and who asks again finds it done.
    for (let tries = 1; answer.status === 503 && tries < 5; tries += 1) answer = await post();
    expect([answer.status, answer.text]).toEqual([201, answer.text]);

    const order = (await facts()).map(({ id }) => id.split(':').slice(0, 2).join(':'));
    expect(order.indexOf('policy-certified:2031-01-01')).toBeGreaterThan(0);
    expect(order.indexOf('policy-certified:2031-01-01')).toBeLessThan(order.indexOf('policy-published:2031-01-01'));
    const whole = await policy('2031-01-01');
    expect(faultOf(whole.certificate, whole.document)).toBeNull();
    expect(faultOf(whole.certificate, document)).toBe('GW_CERTIFICATE_OTHER_POLICY');
    expect(said('certifying')).toHaveLength(2);
    expect(said('policy-not-certified')).toHaveLength(1);
  });

  it('is nothing to certify where it does not compile, or nobody may post it', async () => {
    const post = (as: string) => test().ask('console', '/api/v1/policies', { as, body: { document: { policy: 'x' } } });
    expect((await post('dpo')).status).toBe(400);
    expect((await post('auditor')).status).toBe(403);
    expect(said('certifying')).toHaveLength(2);
  });
});

describe('a draft', () => {
  it('has none', async () => {
    expect((await policy('art4a-as-b.draft')).certificate).toBeNull();
  });
});
