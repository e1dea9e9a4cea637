// A question that is asked again and again: what was last known stays while it is asked anew, or when it cannot be.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ask, AskFault } from './ask.js';

export interface Answer<T> {
  readonly data: T | undefined;
  readonly fault: AskFault | null;
  /** Epoch milliseconds of what is shown. */
  readonly asOf: number;
  /** What is shown answers the question before this one. */
  readonly isOld: boolean;
  readonly again: () => void;
}

export function useAnswer<T>(path: string, everyMs: number | false): Answer<T> {
  const client = useQueryClient();
  const { data, error, dataUpdatedAt, refetch } = useQuery({
    queryKey: ['answer', path],
    queryFn: () => ask<T>(path),
    refetchInterval: everyMs,
  });
  const [last, setLast] = useState<{ readonly data: T; readonly asOf: number } | null>(null);
  if (data !== undefined && (last?.data !== data || last.asOf !== dataUpdatedAt))
    setLast({ data, asOf: dataUpdatedAt });
  const fault = error instanceof AskFault ? error : null;
  const isSignedOut = fault?.status === 401;
  useEffect(() => {
    if (isSignedOut) void client.invalidateQueries({ queryKey: ['session'] });
  }, [isSignedOut, client]);
  const shown = data === undefined ? last : { data, asOf: dataUpdatedAt };
  return {
    data: shown?.data,
    fault,
    asOf: shown?.asOf ?? 0,
    isOld: data === undefined && last !== null,
    again: () => void refetch(),
  };
}
