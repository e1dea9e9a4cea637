// What failed, what is still right, and what can be done.
import type { AskFault } from './ask.js';
import { clockTime } from './format.js';
import type { Words } from './words/words.js';
import { useWords } from './words/use-words.js';

function causeOf({ status, code }: AskFault, { fault }: Words): string {
  if (status === 0) return fault.noAnswer;
  if (status === 503) return fault.unavailable;
  return status === 400 || code === 'GW_INVALID_REQUEST' ? fault.invalid : fault.other;
}

interface FaultNoteProps {
  readonly fault: AskFault;
  /** Epoch milliseconds of what is still shown; 0: nothing is. */
  readonly asOf: number;
  readonly again: () => void;
}

export function FaultNote({ fault, asOf, again }: FaultNoteProps) {
  const { words, language } = useWords();
  if (fault.status === 404) {
    // Nothing failed: there is none.
    return (
      <section className="note" role="alert">
        <h2>{words.fault.notFound}</h2>
        <p>{words.search.noneNext}</p>
      </section>
    );
  }
  return (
    <section className="note fault" role="alert">
      <h2>{words.fault.title}</h2>
      <p>
        {causeOf(fault, words)} {asOf > 0 && words.fault.stale(clockTime(asOf, language))}
      </p>
      <p className="small">
        <button type="button" className="deed" onClick={again}>
          {words.fault.retry}
        </button>
        <span>
          {words.fault.trace} <code>{fault.traceId}</code>
        </span>
      </p>
    </section>
  );
}
