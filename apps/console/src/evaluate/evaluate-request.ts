// The body of `POST /api/v1/decisions/evaluate`: one compiled schema, since it is asked by the hundred thousand.
import {
  type Consent,
  type Entrustment,
  type Fault,
  GatewayError,
  type Order,
  type Period,
  RECORD_FORMATS,
  type Stop,
} from '#wire';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

export interface EvaluateRequest {
  readonly at: string;
  readonly policy?: string;
  readonly recipient: { readonly id?: unknown; readonly contract?: Period | null };
  readonly purpose?: string | null;
  readonly items?: readonly string[];
  /** Checked by the record's own schema. */
  readonly record: unknown;
  readonly state?: {
    readonly consents?: readonly Consent[];
    readonly entrustments?: readonly Entrustment[];
    readonly orders?: readonly Order[];
    readonly stops?: readonly Stop[];
    readonly killed?: boolean;
    readonly dealerAccepted?: boolean;
    readonly correctionPending?: readonly string[];
    readonly ownershipFrom?: string | null;
  };
}

const string = { type: 'string' } as const;
const strings = { type: 'array', items: string } as const;
const day = { type: 'string', format: 'day' } as const;
const openDay = { anyOf: [day, { type: 'null' }] } as const;
const instant = { type: 'string', format: 'instant' } as const;
const closed = (required: readonly string[], properties: Record<string, object>) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const list = (items: object) => ({ type: 'array', items });

/** JSON Schema (2020-12) of the request; `record` has the service record's own. */
export const EVALUATE_REQUEST_SCHEMA = closed(['at', 'recipient', 'record'], {
  at: instant,
  policy: string,
  recipient: closed(['id'], {
    id: { type: ['string', 'null'] },
    contract: { anyOf: [closed(['from'], { from: day, to: openDay }), { type: 'null' }] },
  }),
  purpose: { type: ['string', 'null'] },
  items: strings,
  record: {},
  state: closed([], {
    consents: list(
      closed(['id', 'recipients', 'items', 'purposes', 'form', 'obtainedAt', 'basis'], {
        id: string,
        recipients: strings,
        items: strings,
        purposes: strings,
        form: { enum: ['written', 'electronic', 'oral'] },
        obtainedAt: instant,
        withdrawnAt: { anyOf: [instant, { type: 'null' }] },
        basis: { enum: ['2(9)', 'specific'] },
      }),
    ),
    entrustments: list(
      closed(['id', 'recipient', 'items', 'purposes', 'from'], {
        id: string,
        recipient: string,
        items: strings,
        purposes: strings,
        from: day,
        to: openDay,
        auditDueOn: openDay,
      }),
    ),
    orders: list(
      closed(['id', 'recipient', 'items', 'from', 'approvedBy'], {
        id: string,
        recipient: string,
        items: strings,
        from: day,
        to: openDay,
        approvedBy: strings,
      }),
    ),
    stops: list(closed(['id', 'kind', 'at'], { id: string, kind: { enum: ['cessation', 'erasure'] }, at: instant })),
    killed: { type: 'boolean' },
    dealerAccepted: { type: 'boolean' },
    correctionPending: strings,
    ownershipFrom: openDay,
  }),
});

const isRequest = new Ajv2020({
  strict: true,
  strictTypes: false,
  formats: { ...RECORD_FORMATS },
}).compile<EvaluateRequest>(EVALUATE_REQUEST_SCHEMA);

/** The request, its record still unchecked. Throws GW_INVALID_REQUEST with the first fault; never names a value or an unknown key. */
export function parseEvaluateRequest(body: unknown): EvaluateRequest {
  if (isRequest(body)) return body;
  throw new GatewayError('GW_INVALID_REQUEST', undefined, (isRequest.errors ?? []).slice(-1).map(faultOf));
}

function faultOf({ keyword, instancePath, params }: ErrorObject): Fault {
  const place = (pointer: string, detail: string) => ({ pointer, path: '', detail });
  if (keyword === 'required') return place(`${instancePath}/${String(params.missingProperty)}`, 'is required');
  if (keyword === 'additionalProperties') return place(instancePath, 'holds a key that does not belong here');
  return place(instancePath, `is not what belongs here (${keyword})`);
}
