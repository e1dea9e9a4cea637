// A message on `notices` as the desk keeps it: fields of closed forms; anything else is left out.
import { CATALOGUE, isDealerCode, isJsonObject, type JsonObject, parseInstant } from '#wire';

export interface KeptNotice {
  readonly app: string;
  readonly kind: string;
  readonly told: JsonObject;
}

type FieldTest = (value: unknown) => boolean;

const WORD = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const isWord: FieldTest = (value) => typeof value === 'string' && WORD.test(value);
const isPath: FieldTest = (value) => value === '?' || CATALOGUE.has(value as string);

const FIELDS: Readonly<Record<string, FieldTest>> = {
  level: (value) => value === 'state' || value === 'alert',
  state: isWord,
  at: (value) => !Number.isNaN(parseInstant(value)),
  slot: isWord,
  code: isWord,
  count: Number.isFinite,
  dealer: isDealerCode,
  paths: (value) => Array.isArray(value) && value.every(isPath),
};

/** The notice of an app; `null` for what is none. Never throws. */
export function noticeOf(payload: unknown): KeptNotice | null {
  if (!isJsonObject(payload)) return null;
  const { app, kind } = payload;
  if (typeof app !== 'string' || !WORD.test(app) || typeof kind !== 'string' || !WORD.test(kind)) return null;
  const told = Object.entries(payload).filter(([name, value]) => Object.hasOwn(FIELDS, name) && FIELDS[name]?.(value));
  return { app, kind, told: Object.fromEntries(told) };
}
