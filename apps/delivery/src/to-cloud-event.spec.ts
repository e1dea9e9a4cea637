// A release as a CloudEvent: valid by the standard's own library, with the record's bytes as they are; anything else is nothing.
import { describe, expect, it } from '@jest/globals';
import { CloudEvent } from 'cloudevents';
import { HEADERS, RECALLED_TYPE, RELEASED_TYPE } from '#wire';
import { toCloudEvent } from './to-cloud-event.js';

const STREAM = 'insurer:tokyo-demo.company.vehicle-notices';
const HEADERS_OF_A_RELEASE = {
  [HEADERS.specVersion]: '1.0',
  [HEADERS.id]: 'abc.1.company.vehicle-notices',
  [HEADERS.type]: RELEASED_TYPE,
  [HEADERS.source]: `urn:joint-use-gateway:stream:${STREAM}`,
  [HEADERS.time]: '2026-11-22T00:00:00.000Z',
  [HEADERS.contentType]: 'application/json',
  [HEADERS.decision]: 'abc.1.company.vehicle-notices',
  [HEADERS.stream]: STREAM,
  [HEADERS.policy]: '2017-05-30',
  [HEADERS.purpose]: 'company.vehicle-notices',
  [HEADERS.salt]: 'AAAAAAAAAAAAAAAAAAAAAA',
};
const DATA = '{"recordId":"abc","revision":1,"status":"closed","dealerCode":"D001","work":{"odometerInKm":1.50}}';
const messageOf = (headers: Record<string, string>, value: string | null = DATA) => ({
  ...{ offset: 0n, timestamp: 0, key: null, headers },
  value: value === null ? null : Buffer.from(value),
});

describe('a release', () => {
  it('is a valid CloudEvent with the extensions of its topic', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const event = toCloudEvent(messageOf({ ...HEADERS_OF_A_RELEASE, traceparent, other: 'stays behind' }), STREAM)!;
    const attributes = JSON.parse(event.json) as Record<string, unknown>;
    const { data, ...envelope } = attributes;
    expect(new CloudEvent(attributes, true).validate()).toBe(true);
    expect(event.effect).toBe('released');
    expect(data).toEqual(JSON.parse(DATA));
    expect(envelope).toEqual({
      ...{ specversion: '1.0', id: 'abc.1.company.vehicle-notices', type: RELEASED_TYPE },
      ...{ source: `urn:joint-use-gateway:stream:${STREAM}`, time: '2026-11-22T00:00:00.000Z' },
      ...{ datacontenttype: 'application/json', gwdecision: 'abc.1.company.vehicle-notices', gwstream: STREAM },
      ...{
        gwpolicy: '2017-05-30',
        gwpurpose: 'company.vehicle-notices',
        gwsalt: 'AAAAAAAAAAAAAAAAAAAAAA',
        traceparent,
      },
    });
  });

  it('keeps the bytes its commitment is about', () => {
    expect(toCloudEvent(messageOf(HEADERS_OF_A_RELEASE), STREAM)!.json.endsWith(`,"data":${DATA}}`)).toBe(true);
  });

  it('or a recall', () => {
    expect(toCloudEvent(messageOf({ ...HEADERS_OF_A_RELEASE, [HEADERS.type]: RECALLED_TYPE }), STREAM)?.effect).toBe(
      'recalled',
    );
  });
});

describe('nothing goes out of', () => {
  it.each(Object.keys(HEADERS_OF_A_RELEASE))('a message without %s', (name) => {
    const headers: Record<string, string> = { ...HEADERS_OF_A_RELEASE };
    delete headers[name];
    expect(toCloudEvent(messageOf(headers), STREAM)).toBeNull();
  });

  it.each([null, '', 'first', '[1]', '"a"', '{"a":1}}', '{"a":1},"id":"x"'])('a value %j', (value) => {
    expect(toCloudEvent(messageOf(HEADERS_OF_A_RELEASE, value), STREAM)).toBeNull();
  });

  it('another stream, or another type of event', () => {
    expect(toCloudEvent(messageOf(HEADERS_OF_A_RELEASE), 'insurer-tokyo-demo.company.vehicle-notices')).toBeNull();
    const decided = { ...HEADERS_OF_A_RELEASE, [HEADERS.type]: 'service-record.decided.v1' };
    expect(toCloudEvent(messageOf(decided), STREAM)).toBeNull();
    expect(toCloudEvent(messageOf({ ...HEADERS_OF_A_RELEASE, [HEADERS.type]: 'toString' }), STREAM)).toBeNull();
  });
});
