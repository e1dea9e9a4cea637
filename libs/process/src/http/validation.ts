// What class-validator found as faults of a request: where and what, by pointers; no value and no unknown key's name.
import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { childPath, elementPath, GatewayError, type Fault } from '#wire';

/** The pipe for control-plane DTOs: closed, typed, faults as `GW_INVALID_REQUEST`. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new GatewayError('GW_INVALID_REQUEST', undefined, faultsOf(errors)),
  });
}

/** Faults in the order class-validator reports them. Never throws. */
export function faultsOf(errors: readonly ValidationError[], pointer = '', path = ''): Fault[] {
  return errors.flatMap((error) => {
    if (error.constraints && 'whitelistValidation' in error.constraints) {
      return [{ pointer, path: path === '' ? '?' : `${path}.?`, detail: 'an unknown property' }];
    }
    const isElement = /^[0-9]+$/.test(error.property);
    const here = {
      pointer: `${pointer}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      path: isElement ? elementPath(path) : childPath(path, error.property),
    };
    return [
      ...Object.values(error.constraints ?? {}).map((detail) => ({ ...here, detail })),
      ...faultsOf(error.children ?? [], here.pointer, here.path),
    ];
  });
}
