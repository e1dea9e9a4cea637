// The console's HTTP side and its ear on `notices`, wired.
import { BearerGuard, type SessionToken, type VerifyToken } from '#auth';
import type { Notices, Outbox } from '#postgres';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { AccessKeeper } from './access/access-keeper.js';
import type { Certificates } from './certificates/certificates.js';
import type { ControlView } from './control/control-view.js';
import { EvaluateController } from './evaluate/evaluate.controller.js';
import type { EvaluateTools } from './evaluate/evaluate.js';
import type { FactDesk } from './facts/fact-desk.js';
import { LawController } from './facts/law.controller.js';
import { PartiesController } from './facts/parties.controller.js';
import { SubjectsController } from './facts/subjects.controller.js';
import type { FlowDesk } from './flows/flow-desk.js';
import { FlowsController } from './flows/flows.controller.js';
import { NoticesController } from './notices/notices.controller.js';
import { PoliciesController } from './policies/policies.controller.js';
import type { PolicyFile } from './policies/policy-files.js';
import { ReadsController } from './reads/reads.controller.js';
import { SessionController } from './session/session.controller.js';
import {
  ACCESS_KEEPER,
  CERTIFICATES,
  CONTROL_VIEW,
  EVALUATE_TOOLS,
  FACT_DESK,
  FLOW_DESK,
  NOTICES,
  OUTBOX,
  POLICY_FILES,
} from './tokens.js';

export interface ConsoleParts {
  readonly verify: VerifyToken;
  /** The token of a browser's session, where people sign in here. */
  readonly sessionToken?: SessionToken;
  readonly view: ControlView;
  readonly outbox: Outbox;
  readonly notices: Notices;
  readonly desk: FactDesk;
  readonly access: AccessKeeper;
  readonly evaluate: EvaluateTools;
  readonly policyFiles: readonly PolicyFile[];
  readonly certificates: Certificates;
  readonly flows: FlowDesk;
}

@Module({})
export class ConsoleModule {
  static of(parts: ConsoleParts): DynamicModule {
    return {
      module: ConsoleModule,
      controllers: [
        EvaluateController,
        FlowsController,
        SessionController,
        PartiesController,
        SubjectsController,
        LawController,
        PoliciesController,
        ReadsController,
        NoticesController,
      ],
      providers: [
        { provide: APP_GUARD, useFactory: () => new BearerGuard(parts.verify, parts.sessionToken) },
        { provide: CONTROL_VIEW, useValue: parts.view },
        { provide: OUTBOX, useValue: parts.outbox },
        { provide: NOTICES, useValue: parts.notices },
        { provide: FACT_DESK, useValue: parts.desk },
        { provide: ACCESS_KEEPER, useValue: parts.access },
        { provide: EVALUATE_TOOLS, useValue: parts.evaluate },
        { provide: CERTIFICATES, useValue: parts.certificates },
        { provide: POLICY_FILES, useValue: parts.policyFiles },
        { provide: FLOW_DESK, useValue: parts.flows },
      ],
    };
  }
}
