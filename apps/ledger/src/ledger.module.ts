// The ledger's HTTP side, wired.
import { BearerGuard, type VerifyToken } from '#auth';
import type { DataSource } from '#postgres';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { DecisionsController } from './decisions.controller.js';
import type { Audiences } from './give-evidence.js';
import { SummaryController } from './summary.controller.js';
import { AUDIENCES, DATA_SOURCE } from './tokens.js';

export interface LedgerParts {
  readonly dataSource: DataSource;
  readonly audiences: Audiences;
  readonly verify: VerifyToken;
}

@Module({})
export class LedgerModule {
  static of({ dataSource, audiences, verify }: LedgerParts): DynamicModule {
    return {
      module: LedgerModule,
      controllers: [DecisionsController, SummaryController],
      providers: [
        { provide: DATA_SOURCE, useValue: dataSource },
        { provide: AUDIENCES, useValue: audiences },
        // Every route of Nest asks for a token; health and the document are not Nest's.
        { provide: APP_GUARD, useFactory: () => new BearerGuard(verify) },
      ],
    };
  }
}
