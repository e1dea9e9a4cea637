// The service record as one JSON Schema (2020-12): it feeds validation, the catalogue, OpenAPI and the sample generator.
import { Type, type TSchema } from 'typebox';
import type { Item } from '../items.js';
import { CODE_PATTERN } from '../recipients.js';

/** What a leaf schema says besides JSON Schema's own words. */
export type LeafAnnotation = {
  /** Item of the leaf, or `envelope`. */
  'x-item': Item | 'envelope';
  /** How intake folds the value before validation: identifier (NFKC, upper case), code (NFKC), day (era and Western dates). */
  'x-fold'?: 'vin' | 'chassis' | 'code' | 'day';
  /** The manufacturer's form of a code; a string of another form is accepted, flagged, and scanned like free text. */
  'x-form'?: string;
};

/** Limits of one record, stated in the documentation and tested. */
export const LIMITS = {
  /** Levels of nesting, the record itself being the first. */
  depth: 32,
  /** Bytes of one record or NDJSON line. */
  recordBytes: 262_144,
  /** Characters (UTF-16 code units) of an identifier, and of any other string in a known path. */
  identifierLength: 200,
  textLength: 10_000,
} as const;

const VIN_PATTERN = '^[0-9A-HJ-NPR-Z]{17}$';
/** Japanese chassis numbers: `ZC6-012345`, `国[01]23456国`. After folding. */
const CHASSIS_PATTERN = '^[0-9A-Z\\p{Script=Han}\\[\\]()-]{2,30}$';
const LABOUR_CODE_FORM = '^[0-9]{7}$';
const PART_NUMBER_FORM = '^[0-9]{11}$';

const envelope = { 'x-item': 'envelope' } as const;
const of = (item: Item, more: Omit<LeafAnnotation, 'x-item'> = {}): LeafAnnotation => ({ 'x-item': item, ...more });

const text = (item: Item) => Type.String({ maxLength: LIMITS.textLength, ...of(item) });
const day = (item: Item) => Type.String({ format: 'day', ...of(item, { 'x-fold': 'day' }) });
const instant = (item: Item) => Type.String({ format: 'instant', ...of(item) });
const kilometres = (item: Item) => Type.Integer({ minimum: 0, maximum: 9_999_999, ...of(item) });
const number = (item: Item) => Type.Number(of(item));
const code = (item: Item, form: string) =>
  Type.String({ maxLength: LIMITS.identifierLength, ...of(item, { 'x-fold': 'code', 'x-form': form }) });
/** A leaf no clause lists: any scalar, since nobody receives it. */
const unlisted = () => Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()], of('unlisted'));
const identifier = () => Type.String({ minLength: 1, maxLength: LIMITS.identifierLength, ...envelope });

const record = (properties: Record<string, TSchema>, required: readonly string[] = []) => {
  const optional = Object.entries(properties).map(([key, schema]) => [
    key,
    required.includes(key) ? schema : Type.Optional(schema),
  ]);
  return Type.Object(Object.fromEntries(optional) as Record<string, TSchema>);
};
const list = (element: TSchema) => Type.Array(element);

/** Unknown keys are accepted anywhere and withheld from everybody, so no object is closed. */
export const SERVICE_RECORD_SCHEMA = record(
  {
    recordId: identifier(),
    revision: Type.Integer({ minimum: 1, maximum: 2_147_483_647, ...envelope }),
    status: Type.Enum(['closed', 'voided'], envelope),
    dealerCode: Type.String({ pattern: CODE_PATTERN, maxLength: LIMITS.identifierLength, ...envelope }),
    occurredAt: Type.String({ format: 'instant', ...envelope }),
    channel: Type.Enum(['workshop', 'charging', 'telematics'], envelope),
    noticeId: identifier(),
    repairOrderNumber: unlisted(),
    vehicle: record({
      vin: Type.String({ pattern: VIN_PATTERN, ...of('vin', { 'x-fold': 'vin' }) }),
      chassisNumber: Type.String({ pattern: CHASSIS_PATTERN, ...of('vin', { 'x-fold': 'chassis' }) }),
      registrationPlate: unlisted(),
      model: unlisted(),
      modelYear: unlisted(),
    }),
    customer: record({
      id: Type.String({ maxLength: LIMITS.identifierLength, ...of('unlisted') }),
      gender: unlisted(),
      name: text('name'),
      nameKana: text('name'),
      address: record({
        postalCode: text('address'),
        prefecture: text('address'),
        city: text('address'),
        line1: text('address'),
        line2: text('address'),
      }),
      dateOfBirth: day('date-of-birth'),
      telephone: list(text('telephone')),
      email: list(text('email')),
      occupation: text('occupation'),
    }),
    transaction: record({
      invoiceTotal: number('transaction'),
      currency: Type.String({ pattern: '^[A-Z]{3}$', ...of('transaction') }),
      paymentMethod: text('transaction'),
      contractNumber: text('transaction'),
      deliveredOn: day('transaction'),
    }),
    questionnaire: list(
      record({ question: text('questionnaire'), answer: text('questionnaire'), channel: text('questionnaire') }),
    ),
    work: record({
      receivedOn: day('work'),
      completedOn: day('work'),
      odometerInKm: kilometres('work'),
      odometerOutKm: kilometres('work'),
      jobs: list(
        record({
          jobId: identifier(),
          lines: list(
            record({
              labourCode: code('work', LABOUR_CODE_FORM),
              flatRateUnits: number('work'),
              partNumber: code('work', PART_NUMBER_FORM),
              partName: text('work'),
              quantity: number('work'),
              description: text('work'),
              technicianId: unlisted(),
              unitPrice: unlisted(),
              cost: unlisted(),
            }),
          ),
        }),
      ),
    }),
    activity: record({
      log: list(
        record({
          jobId: identifier(),
          at: instant('activity'),
          code: text('activity'),
          system: text('activity'),
          text: text('activity'),
        }),
      ),
      environment: list(
        record({
          jobId: identifier(),
          at: instant('activity'),
          measure: text('activity'),
          value: Type.Union(
            [Type.String({ maxLength: LIMITS.textLength }), Type.Number(), Type.Boolean()],
            of('activity'),
          ),
          unit: text('activity'),
        }),
      ),
      /** Where the vehicle was: not listed by the policy, whatever its shape. */
      location: list(Type.Unknown(of('unlisted'))),
    }),
    advice: list(
      record({
        adviceId: text('advice'),
        text: text('advice'),
        labourCode: code('advice', LABOUR_CODE_FORM),
        partNumber: code('advice', PART_NUMBER_FORM),
        status: Type.Enum(['implemented', 'declined', 'deferred', 'open'], of('advice')),
        dueOn: day('advice'),
        dueAtKm: kilometres('advice'),
      }),
    ),
    remarks: unlisted(),
  },
  ['recordId', 'revision', 'status', 'dealerCode', 'occurredAt', 'channel', 'noticeId'],
);
