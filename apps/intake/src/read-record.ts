// The bytes of one record to what is stored of it, or the one problem it is refused with.
import { utf8Of } from '#process';
import {
  type Fault,
  GatewayError,
  type JsonObject,
  LIMITS,
  parseRecordText,
  parseServiceRecord,
  UNKNOWN_KEY,
} from '#wire';
import { type FindProhibited, screenRecord } from './screen-record.js';

/** A record ready to be accepted. */
export interface ReadRecord {
  readonly recordId: string;
  readonly revision: number;
  /** JSON of the folded record, keys in one order: equal content is equal bytes. The record itself would take ten times as much. */
  readonly value: string;
  /** `path:flag`, sorted; no value. */
  readonly flags: readonly string[];
}

/** A refused record; `recordId` where the record had the shape of one. */
export class RefusedRecord extends GatewayError {
  constructor(
    cause: GatewayError,
    readonly recordId?: string,
  ) {
    super(cause.code, cause.detail, cause.errors);
    this.name = 'RefusedRecord';
  }
}

/** Some numbers are longer written than read (`1E99`): what goes to the broker has a limit of its own. */
const VALUE_BYTES = 2 * LIMITS.recordBytes;

function textOf(bytes: Buffer): string {
  if (bytes.length > LIMITS.recordBytes)
    throw new GatewayError('GW_TOO_LONG', `the record has more than ${LIMITS.recordBytes} bytes`);
  return utf8Of(bytes);
}

function parse(bytes: Buffer): { record: JsonObject; flags: readonly string[] } {
  const parsed = parseServiceRecord(parseRecordText(textOf(bytes)));
  if ('faults' in parsed) throw new GatewayError('GW_INVALID_RECORD', undefined, parsed.faults);
  return parsed;
}

/** Says whose the token is, which its bearer knows; not what the record says. */
const notThe = (dealer: string): Fault => ({
  pointer: '/dealerCode',
  path: 'dealerCode',
  detail: `must be \`${dealer}\`, the dealer of the token`,
});

/**
 * Reads one record of `dealer`. Refused are, in this order: what is no service record, another dealer's, prohibited content.
 * Throws a {@link RefusedRecord}; its text holds no value and no unknown key.
 */
export function readRecord(bytes: Buffer, dealer: string, findProhibited: FindProhibited): ReadRecord {
  let recordId: string | undefined;
  try {
    const { record, flags } = parse(bytes);
    if (record.dealerCode !== dealer) throw new GatewayError('GW_WRONG_DEALER', undefined, [notThe(dealer)]);
    const screened = screenRecord(record, findProhibited);
    if ('faults' in screened) {
      if (!screened.faults.some(({ path }) => path === 'recordId')) recordId = record.recordId as string;
      throw new GatewayError('GW_PROHIBITED_CONTENT', undefined, screened.faults);
    }
    recordId = record.recordId as string;
    const value = JSON.stringify(screened.record);
    if (Buffer.byteLength(value) > VALUE_BYTES)
      throw new GatewayError('GW_TOO_LONG', `the record, written out, has more than ${VALUE_BYTES} bytes`);
    const cutOut = screened.redacted.map((path) => `${path === '' ? UNKNOWN_KEY : path}:redacted`);
    return {
      recordId,
      revision: record.revision as number,
      value,
      flags: [...flags, ...cutOut].sort(),
    };
  } catch (error) {
    throw error instanceof GatewayError ? new RefusedRecord(error, recordId) : error;
  }
}
