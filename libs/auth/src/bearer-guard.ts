// The Nest guard: no request passes without a valid bearer token, and handlers learn who calls.
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { GatewayError } from '#wire';
import type { Caller } from './caller.js';
import type { VerifyToken } from './token-verifier.js';

const CALLERS = new WeakMap<object, Caller>();

/**
 * Guards every controller of a module as `{ provide: APP_GUARD, useFactory: () => new BearerGuard(createTokenVerifier(…)) }`.
 * (Not by `@UseGuards(BearerGuard)`: Nest makes such a guard itself, without asking the module's providers, and this one
 * then refuses everybody.) Throws what the verifier throws.
 */
export class BearerGuard implements CanActivate {
  constructor(private readonly verify: VerifyToken) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<{ headers: { authorization?: string } }>();
    CALLERS.set(request, await this.verify(request.headers.authorization));
    return true;
  }
}

/** Who sent this request (the object `@Req()` gives). Throws `GW_UNAUTHENTICATED` where no guard let it pass. */
export function callerOf(request: object): Caller {
  const caller = CALLERS.get(request);
  if (!caller) throw new GatewayError('GW_UNAUTHENTICATED');
  return caller;
}
