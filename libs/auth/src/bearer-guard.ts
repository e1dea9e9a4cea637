// The Nest guard: no request passes without a valid token, and handlers learn who calls.
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { GatewayError } from '#wire';
import type { Caller } from './caller.js';
import type { VerifyToken } from './token-verifier.js';

const CALLERS = new WeakMap<object, Caller>();

/** A request as far as a guard reads it. */
export interface GuardedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The token a browser's session stands for; `null`: it brings none that counts. Never rejects. */
export type SessionToken = (request: GuardedRequest) => Promise<string | null>;

/**
 * Guards every controller of a module as `{ provide: APP_GUARD, useFactory: () => new BearerGuard(createTokenVerifier(…)) }`.
 * (Not by `@UseGuards(BearerGuard)`: Nest makes such a guard itself, without asking the module's providers, and this one
 * then refuses everybody.) Throws what the verifier throws.
 */
export class BearerGuard implements CanActivate {
  constructor(
    private readonly verify: VerifyToken,
    private readonly sessionToken: SessionToken = () => Promise.resolve(null),
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const { authorization } = request.headers;
    const token = authorization === undefined ? await this.sessionToken(request) : null;
    CALLERS.set(request, await this.verify(token === null ? textOf(authorization) : `Bearer ${token}`));
    return true;
  }
}

/** Who sent this request (the object `@Req()` gives). Throws `GW_UNAUTHENTICATED` where no guard let it pass. */
export function callerOf(request: object): Caller {
  const caller = CALLERS.get(request);
  if (!caller) throw new GatewayError('GW_UNAUTHENTICATED');
  return caller;
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? undefined : header;
}
