// A message on `notices` as the desk keeps it: words, numbers, instants and flags; anything else is left out.
import { isJsonObject, type JsonObject, type JsonValue } from '#wire';

export interface Notice {
  readonly app: string;
  readonly kind: string;
  readonly told: JsonObject;
}

const WORD = /^[A-Za-z0-9][A-Za-z0-9._:+-]{0,99}$/;

/** The notice of an app (the message's key); `null` for what is none. Never throws. */
export function noticeOf(key: string | undefined, payload: unknown): Notice | null {
  if (!isJsonObject(payload)) return null;
  const app = key ?? payload.app;
  if (typeof app !== 'string' || !WORD.test(app)) return null;
  const kind = typeof payload.kind === 'string' && WORD.test(payload.kind) ? payload.kind : 'state';
  const told = Object.entries(payload).filter(([name, value]) => WORD.test(name) && isTellable(value));
  return { app, kind, told: Object.fromEntries(told) };
}

const isTellable = (value: JsonValue) =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  value === null ||
  (typeof value === 'string' && WORD.test(value));
