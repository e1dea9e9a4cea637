// The intake's HTTP side, wired.
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { BearerGuard, type VerifyToken } from '#auth';
import type { IntakeDesk } from './intake-desk.js';
import { INTAKE_DESK, ServiceRecordsController } from './service-records.controller.js';

export interface IntakeParts {
  readonly desk: IntakeDesk;
  readonly verify: VerifyToken;
}

@Module({})
export class IntakeModule {
  static of({ desk, verify }: IntakeParts): DynamicModule {
    return {
      module: IntakeModule,
      controllers: [ServiceRecordsController],
      providers: [
        { provide: INTAKE_DESK, useValue: desk },
        { provide: APP_GUARD, useFactory: () => new BearerGuard(verify) },
      ],
    };
  }
}
