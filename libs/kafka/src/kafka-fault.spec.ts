// Codes of errors go into logs and states; texts of errors never do.
import { MultipleErrors, NetworkError, ProtocolError } from '@platformatic/kafka';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeOf, isProtocolError, KafkaFault } from './kafka-fault.js';

const nested = (name: string) =>
  new MultipleErrors('failed', [new MultipleErrors('response', [new ProtocolError(name)])]);

describe('codeOf', () => {
  it('finds the protocol’s name however deep it lies', () => {
    expect(codeOf(nested('PRODUCER_FENCED'))).toBe('PRODUCER_FENCED');
    expect(codeOf(new Error('x', { cause: nested('UNKNOWN_MEMBER_ID') }))).toBe('UNKNOWN_MEMBER_ID');
    expect(isProtocolError(nested('UNSTABLE_OFFSET_COMMIT'), 'UNSTABLE_OFFSET_COMMIT')).toBe(true);
    expect(isProtocolError(nested('PRODUCER_FENCED'), 'UNSTABLE_OFFSET_COMMIT')).toBe(false);
  });

  it('gives our own code, kafkajs’ type and the system’s code', () => {
    expect(codeOf(new KafkaFault('GW_NO_TOPIC', 'x'))).toBe('GW_NO_TOPIC');
    expect(codeOf(Object.assign(new Error('x'), { type: 'TOPIC_AUTHORIZATION_FAILED' }))).toBe(
      'TOPIC_AUTHORIZATION_FAILED',
    );
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    expect(codeOf(refused)).toBe('ECONNREFUSED');
    expect(codeOf(new MultipleErrors('x', [new NetworkError('y', { cause: refused })]))).toBe('ECONNREFUSED');
    expect(codeOf(new MultipleErrors('x', [new NetworkError('y')]))).toBe('PLT_KFK_NETWORK');
  });

  it('never throws, and never repeats an error’s text', () => {
    fc.assert(fc.property(fc.anything(), (error) => /^[A-Z][A-Z0-9_]*$/.test(codeOf(error))));
    expect(codeOf(new Error('Yamada Taro'))).toBe('UNKNOWN');
    expect(codeOf(Object.assign(new Error(), { code: 'Yamada Taro' }))).toBe('UNKNOWN');
  });
});
