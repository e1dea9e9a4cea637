// Lines made to be slow: each a shape some walk, search or count might take too long over.
import { SECRET } from './listed.ts';

const ENVELOPE =
  '"recordId":"R","revision":1,"status":"closed","dealerCode":"D001","occurredAt":"2026-10-01T03:00:00Z","channel":"workshop","noticeId":"N"';

const list = (bytes: number, element: (index: number) => string): string => {
  const elements: string[] = [];
  for (let left = bytes; left > 0; left -= (elements.at(-1)?.length ?? 0) + 1) elements.push(element(elements.length));
  return elements.join(',');
};
const fill = (bytes: number, piece: string) => piece.repeat(Math.ceil(bytes / piece.length));

const BODIES: Readonly<Record<string, (bytes: number) => string>> = {
  'unknown keys': (bytes) => `"customer":{${list(bytes, (index) => `"k${index}":"${SECRET}"`)}}`,
  'unknown keys all alike': (bytes) => `"x":[${list(bytes, () => `{"__proto__":{"constructor":"${SECRET}"}}`)}]`,
  'keys named twice': (bytes) => `"customer":{${list(bytes, (index) => `"k${index >> 1}":1`)}}`,
  jobs: (bytes) =>
    `"work":{"jobs":[${list(bytes / 2, (index) => `{"jobId":"J${index}"}`)}]},"activity":{"log":[${list(bytes / 2, (index) => `{"jobId":"J${index}","code":"c"}`)}]}`,
  telephones: (bytes) =>
    `"customer":{"id":"C","telephone":[${list(bytes, (index) => `"090-1234-${1000 + (index % 9000)}"`)}]}`,
  'texts with the name in them': (bytes) =>
    `"customer":{"id":"C","name":"田中 太郎"},"advice":[${list(bytes, () => '{"text":"田中太郎様 田中 太郎 交換"}')}]`,
  'one text of digits': (bytes) => `"advice":[{"text":"${fill(bytes, '0123 4567-8901 ')}"}]`,
  'one text of escapes': (bytes) => `"remarks":"${fill(bytes, '\\u0040\\\\\\"')}"`,
  'values of a wrong kind': (bytes) => `"customer":{"telephone":[${list(bytes, () => '7')}]}`,
  'empty lists': (bytes) => `"x":[${list(bytes, () => '[[],{}]')}]`,
  'one huge number': (bytes) => `"remarks":${fill(bytes, '9')}`,
};

export const HOSTILE = Object.keys(BODIES);

/** A line of the shape, of about so many bytes. */
export function hostileLine(shape: string, bytes: number): Buffer {
  const body = BODIES[shape];
  if (body === undefined) throw new Error(`no shape is called \`${shape}\``);
  return Buffer.from(`{${ENVELOPE},${body(bytes)}}`);
}

/** No record at all. */
export const SHAPELESS: Readonly<Record<string, (bytes: number) => Buffer>> = {
  brackets: (bytes) => Buffer.alloc(bytes, '['),
  quotes: (bytes) => Buffer.alloc(bytes, '"'),
  colons: (bytes) => Buffer.alloc(bytes, ':'),
  'bytes that are no UTF-8': (bytes) => Buffer.alloc(bytes, 0xff),
};
