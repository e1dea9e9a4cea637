// What the desk's questions may ask: days, filters, a page; what a dealer calls a record comes in a body.
import { type Item, ITEMS, LIMITS, type Reason, REASONS, type Share, SHARES } from '#wire';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { Day, DealerCode, ID_PATTERN } from '../facts/fields.js';

const CURSOR = /^[A-Za-z0-9_-]{1,1000}$/;
const STREAM = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,299}$/;

const Cursor = () =>
  applyDecorators(
    ApiProperty({ required: false, description: '`next` of the page before' }),
    IsOptional(),
    Matches(CURSOR, { message: '$property must be what `next` said' }),
  );

/** Asia/Tokyo days, both ends included; today where nothing is said. */
export class RangeQuery {
  @Day({ needed: false }, { description: 'first Asia/Tokyo day; default today' }) from?: string;
  @Day({ needed: false }, { description: 'last Asia/Tokyo day, included; default `from`' }) to?: string;
}

export class DecisionsQuery extends RangeQuery {
  @ApiProperty({ required: false, example: 'bmw-japan-finance.joint.valuation' })
  @IsOptional()
  @Matches(STREAM, { message: '$property must be a stream id' })
  stream?: string;

  @ApiProperty({ required: false, enum: ITEMS })
  @IsOptional()
  @IsIn(ITEMS)
  item?: Item;

  @ApiProperty({ required: false, enum: SHARES, description: 'what became of the item' })
  @IsOptional()
  @IsIn(SHARES)
  share?: Share;

  @ApiProperty({ required: false, enum: REASONS })
  @IsOptional()
  @IsIn(REASONS)
  reason?: Reason;

  @ApiProperty({ required: false, example: '2017-05-30' })
  @IsOptional()
  @Matches(ID_PATTERN, { message: '$property must be a policy id' })
  policy?: string;

  @Cursor() cursor?: string;
}

/** A record by what its dealer calls it; matched by its keyed HMAC, stored and logged nowhere. */
export class SearchDto {
  @DealerCode() dealerCode: string;

  @ApiProperty({ description: 'the dealer’s own id of the record' })
  @IsString()
  @MinLength(1)
  @MaxLength(LIMITS.identifierLength)
  recordId: string;

  @Cursor() cursor?: string;
}
