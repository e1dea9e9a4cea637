// The fields the control plane's bodies are made of: each with its check and its place in the OpenAPI document.
import {
  CODE_PATTERN,
  CUSTOMER_ITEMS,
  isDay,
  isDealerCode,
  type Item,
  LIMITS,
  parseInstant,
  recipientKindOf,
  type RecipientKind,
  VEHICLE_ITEMS,
} from '#wire';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  ValidateBy,
} from 'class-validator';

/** Ids of facts, contracts, consents and so on; also what an `Idempotency-Key` must look like. */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;
const PURPOSE_PATTERN = /^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$/;
/** Kinds a consent may name instead of an id. */
const CONSENT_KINDS: readonly unknown[] = ['finance', 'dealer', 'insurer'];

const EXAMPLES: Partial<Record<RecipientKind, string>> = {
  subcontractor: 'subcontractor:call-centre',
  authority: 'authority:tokyo-district-court',
};

/** Every item the policy lists. */
export const LISTED_ITEMS = [...CUSTOMER_ITEMS, ...VEHICLE_ITEMS] as const;
/** What an order may name besides: an order to an authority may reach what no clause lists. */
export const ORDERABLE_ITEMS: readonly Item[] = [...LISTED_ITEMS, 'unlisted'];

const check = (name: string, test: (value: unknown) => boolean, expected: string, each = false) =>
  ValidateBy(
    {
      name,
      validator: { validate: test, defaultMessage: () => `${each ? 'each ' : ''}$property must be ${expected}` },
    },
    { each },
  );
const optional = (needed: boolean) => (needed ? [] : [IsOptional()]);

/** An id of the caller's own; without one the Idempotency-Key or a UUID is the id. */
export const OwnId = () =>
  applyDecorators(
    ApiProperty({ required: false, pattern: ID_PATTERN.source, description: 'an id of your own; never personal data' }),
    IsOptional(),
    Matches(ID_PATTERN, { message: '$property must be 1 to 100 letters, digits, `.`, `_`, `:` or `-`' }),
  );

/** An id of the table; with `kinds` of one of these kinds alone. */
export const RecipientId = (...kinds: readonly RecipientKind[]) =>
  applyDecorators(
    ApiProperty({ example: EXAMPLES[kinds[0] ?? 'dealer'] ?? 'dealer:D001' }),
    MaxLength(LIMITS.identifierLength),
    check(
      'isRecipientId',
      (value) => recipientKindOf(value) !== 'unknown' && (kinds.length === 0 || kinds.includes(recipientKindOf(value))),
      kinds.length === 0 ? 'a recipient id of the table' : `the id of a recipient of kind ${kinds.join(' or ')}`,
    ),
  );

export const ConsentRecipients = () =>
  applyDecorators(
    ApiProperty({
      type: [String],
      example: ['finance'],
      description: 'recipient ids, or `finance` `dealer` `insurer`',
    }),
    ...list(20),
    MaxLength(LIMITS.identifierLength, { each: true }),
    check(
      'isConsentRecipient',
      (value) => CONSENT_KINDS.includes(value) || recipientKindOf(value) !== 'unknown',
      'a recipient id of the table or one of `finance`, `dealer`, `insurer`',
      true,
    ),
  );

export const Items = (allowed: readonly Item[] = LISTED_ITEMS) =>
  applyDecorators(
    ApiProperty({ isArray: true, enum: allowed }),
    ...list(allowed.length),
    IsIn(allowed, { each: true }),
  );

export const Purposes = () =>
  applyDecorators(
    ApiProperty({ type: [String], example: ['joint.valuation'] }),
    ...list(50),
    IsString({ each: true }),
    Matches(PURPOSE_PATTERN, { each: true, message: 'each $property must be a purpose id' }),
    MaxLength(100, { each: true }),
  );

export const PurposeId = () =>
  applyDecorators(
    ApiProperty({ example: 'joint.valuation' }),
    Matches(PURPOSE_PATTERN, { message: '$property must be a purpose id' }),
    MaxLength(100),
  );

export const PolicyId = () =>
  applyDecorators(
    ApiProperty({ example: '2017-05-30' }),
    Matches(ID_PATTERN, { message: '$property must be a policy id' }),
  );

export const DealerCode = () =>
  applyDecorators(
    ApiProperty({ example: 'D001', pattern: CODE_PATTERN }),
    MaxLength(LIMITS.identifierLength),
    check('isDealerCode', isDealerCode, 'a dealer code'),
  );

export const CustomerId = () =>
  applyDecorators(ApiProperty({ example: 'C-1001' }), IsString(), MinLength(1), MaxLength(LIMITS.identifierLength));

export const VehicleNumber = () =>
  applyDecorators(
    ApiProperty({ example: 'WBA5R12090FH01001', description: 'VIN or Japanese chassis number' }),
    IsString(),
    MinLength(1),
    MaxLength(LIMITS.identifierLength),
  );

/** An Asia/Tokyo calendar day; `needed: false`: absent and `null` mean open. */
export const Day = ({ needed = true } = {}, more: ApiPropertyOptions = {}) =>
  applyDecorators(
    ApiProperty({
      type: String,
      format: 'date',
      example: '2026-04-01',
      required: needed,
      nullable: !needed,
      ...more,
    } as ApiPropertyOptions),
    ...optional(needed),
    check('isDay', isDay, 'a calendar day as `YYYY-MM-DD`'),
  );

/** The last day of a period that begins with `from`, and not before it; absent and `null` mean open. */
export const LastDay = () =>
  applyDecorators(
    Day({ needed: false }),
    ValidateBy({
      name: 'isNotBeforeFrom',
      validator: {
        validate: (to: unknown, args) => {
          const { from } = (args?.object ?? {}) as { from?: unknown };
          return !isDay(to) || !isDay(from) || from <= to;
        },
        defaultMessage: () => '$property must not be before `from`',
      },
    }),
  );

export const Instant = () =>
  applyDecorators(
    ApiProperty({ type: String, format: 'date-time', example: '2026-04-01T10:00:00+09:00' }),
    check('isInstant', (value) => !Number.isNaN(parseInstant(value)), 'an RFC 3339 instant with offset'),
  );

function list(maximum: number): PropertyDecorator[] {
  return [IsArray(), ArrayNotEmpty(), ArrayUnique(), ArrayMaxSize(maximum)];
}
