// Facts about data subjects and their vehicles: consents, stops, corrections, ownership.
import { Body, Controller, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { AccessKeeper } from '../access/access-keeper.js';
import { ACCESS_KEEPER, FACT_DESK } from '../tokens.js';
import { ConsentDto, CorrectionDto, EmptyBody, OwnershipDto, StopDto, WithdrawalDto } from './bodies.dto.js';
import type { FactDesk } from './fact-desk.js';
import { StatesFact } from './openapi.js';
import { stateFact, type StatingRequest } from './states.js';

@Controller('api/v1')
@ApiBearerAuth()
@ApiTags('data subjects')
export class SubjectsController {
  private readonly tools: { desk: FactDesk; access: AccessKeeper };
  constructor(@Inject(FACT_DESK) desk: FactDesk, @Inject(ACCESS_KEEPER) access: AccessKeeper) {
    this.tools = { desk, access };
  }

  @Post('consents')
  @StatesFact('a customer consented; kept under a keyed HMAC of dealer and customer')
  consent(@Req() request: StatingRequest, @Body() body: ConsentDto) {
    return stateFact(this.tools, request, 'consent-obtained', body);
  }

  @Post('consents/:id/withdraw')
  @StatesFact('a customer withdrew a consent')
  withdraw(@Req() request: StatingRequest, @Param('id') pathId: string, @Body() body: WithdrawalDto) {
    return stateFact(this.tools, request, 'consent-withdrawn', body, { pathId });
  }

  @Post('stops')
  @StatesFact('a cessation or an erasure; when it answers nothing it covers can be released')
  stop(@Req() request: StatingRequest, @Body() body: StopDto) {
    return stateFact(this.tools, request, 'stop-placed', body);
  }

  @Post('stops/:id/lift')
  @StatesFact('a stop is lifted')
  lift(@Req() request: StatingRequest, @Param('id') pathId: string, @Body() body: EmptyBody) {
    return stateFact(this.tools, request, 'stop-lifted', body, { pathId });
  }

  @Post('ownerships')
  @StatesFact('a vehicle has a new owner')
  changeOwner(@Req() request: StatingRequest, @Body() body: OwnershipDto) {
    return stateFact(this.tools, request, 'ownership-began', body);
  }

  @Post('corrections')
  @StatesFact('items of a customer are being corrected and go to nobody else meanwhile')
  openCorrection(@Req() request: StatingRequest, @Body() body: CorrectionDto) {
    return stateFact(this.tools, request, 'correction-opened', body);
  }

  @Post('corrections/:id/close')
  @StatesFact('a correction is done')
  closeCorrection(@Req() request: StatingRequest, @Param('id') pathId: string, @Body() body: EmptyBody) {
    return stateFact(this.tools, request, 'correction-closed', body, { pathId });
  }
}
