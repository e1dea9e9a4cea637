// What each `POST /api/v1/…` takes.
import type { Certificate, Item } from '#wire';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsObject,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  ConsentRecipients,
  CustomerId,
  Day,
  DealerCode,
  Instant,
  Items,
  LastDay,
  ORDERABLE_ITEMS,
  OwnId,
  PolicyId,
  PurposeId,
  Purposes,
  RecipientId,
  VehicleNumber,
} from './fields.js';

/** For sub-resources whose path says it all. */
export class EmptyBody {}

export class CustomerDto {
  @DealerCode() dealerCode: string;
  @CustomerId() customerId: string;
}

export class VehicleOwnedDto {
  @VehicleNumber() vehicle: string;
  @Day() from: string;
  @LastDay() to?: string | null;
}

export class RecipientDto {
  @RecipientId() recipient: string;
}

export class ContractDto {
  @OwnId() id?: string;
  @RecipientId('dealer', 'insurer') recipient: string;
  @Day() from: string;
  @LastDay() to?: string | null;
}

/** Ends a contract or an entrustment: at the end of the day `to`, or at once. */
export class EndDto {
  @Day({ needed: false }, { description: 'last day; absent or null: it ends at once' }) to?: string | null;
}

export class AcceptanceDto {
  @DealerCode() dealer: string;
  @PolicyId() policy: string;
}

export class StreamDto {
  @RecipientId() audience: string;
  @PurposeId() purpose: string;
  @Items() items: Item[];
}

class OfCustomer {
  @OwnId() id?: string;

  @ApiProperty({ type: CustomerDto })
  @IsDefined()
  @ValidateNested()
  @Type(() => CustomerDto)
  customer: CustomerDto;
}

export class ConsentDto extends OfCustomer {
  @ConsentRecipients() recipients: string[];
  @Items() items: Item[];
  @Purposes() purposes: string[];

  @ApiProperty({ enum: ['written', 'electronic', 'oral'] })
  @IsIn(['written', 'electronic', 'oral'])
  form: 'written' | 'electronic' | 'oral';

  @Instant() obtainedAt: string;

  @ApiProperty({ enum: ['2(9)', 'specific'] })
  @IsIn(['2(9)', 'specific'])
  basis: '2(9)' | 'specific';
}

export class WithdrawalDto {
  @Instant() withdrawnAt: string;
}

export class EntrustmentDto {
  @OwnId() id?: string;
  @RecipientId('subcontractor', 'headquarters') recipient: string;
  @Items() items: Item[];
  @Purposes() purposes: string[];
  @Day() from: string;
  @LastDay() to?: string | null;
  @Day({ needed: false }, { description: 'the audit is overdue from the day after' }) auditDueOn?: string | null;
}

export class OrderDto {
  @OwnId() id?: string;
  @RecipientId() recipient: string;
  @Items(ORDERABLE_ITEMS) items: Item[];
  @Day() from: string;
  @LastDay() to?: string | null;

  @ApiProperty({ type: [CustomerDto], required: false, description: 'absent: every customer' })
  @ValidateIf(({ customers }: OrderDto) => customers !== undefined)
  @IsArray()
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => CustomerDto)
  customers?: CustomerDto[];
}

export class StopDto extends OfCustomer {
  @ApiProperty({ enum: ['cessation', 'erasure'] })
  @IsIn(['cessation', 'erasure'])
  kind: 'cessation' | 'erasure';

  @Instant() at: string;

  @ApiProperty({ type: [VehicleOwnedDto], required: false, description: 'vehicles the stop follows, each while owned' })
  @ValidateIf(({ vehicles }: StopDto) => vehicles !== undefined)
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => VehicleOwnedDto)
  vehicles?: VehicleOwnedDto[];
}

export class OwnershipDto {
  @VehicleNumber() vehicle: string;
  @Day() from: string;
}

export class CorrectionDto extends OfCustomer {
  @Items() items: Item[];
}

export class KillSwitchDto {
  @ApiProperty() @IsBoolean() on: boolean;
}

/** No route takes it: the console states what it made itself. */
export class CertificateDto {
  @IsObject() certificate: Certificate;
}

export class PolicyDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'a policy version as policies/<id>.yaml holds it',
  })
  @IsObject()
  document: Record<string, unknown>;
}
