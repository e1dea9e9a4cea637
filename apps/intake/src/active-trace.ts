// The trace of the request at hand, as the `traceparent` header carries it on.
import { context, propagation } from '@opentelemetry/api';

/** W3C trace context of the active span; `undefined` where nothing is traced. Never throws. */
export function activeTrace(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}
