// The delivery's HTTP side, wired.
import { BearerGuard, type VerifyToken } from '#auth';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { PullTools } from './pull.js';
import { PULL_TOOLS, RecordsController } from './records.controller.js';

@Module({})
export class DeliveryModule {
  static of(tools: PullTools, verify: VerifyToken): DynamicModule {
    return {
      module: DeliveryModule,
      controllers: [RecordsController],
      providers: [
        { provide: PULL_TOOLS, useValue: tools },
        { provide: APP_GUARD, useFactory: () => new BearerGuard(verify) },
      ],
    };
  }
}
