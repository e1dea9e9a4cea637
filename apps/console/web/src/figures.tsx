// A count, an instant, an outcome: short to look at, exact for whoever asks.
import type { Share } from '#wire';
import { dayAndTime, exactCount, fullInstant, shortCount } from './format.js';
import { useWords } from './words/use-words.js';

export function Count({ of }: { readonly of: number }) {
  const { language } = useWords();
  const short = shortCount(of, language);
  const exact = exactCount(of);
  return short === exact ? <>{exact}</> : <span title={exact}>{short}</span>;
}

export function Instant({ at }: { readonly at: string }) {
  const { language } = useWords();
  const epochMs = Date.parse(at);
  return (
    <time dateTime={at} title={fullInstant(epochMs)}>
      {dayAndTime(epochMs, language)}
    </time>
  );
}

/** Breaks, if it must, between the clauses it names. */
export function Clause({ of }: { readonly of: string }) {
  return (
    <code className="clause">
      {of.split('+').map((part, index) => (
        <span key={part}>
          {index > 0 && (
            <>
              +<wbr />
            </>
          )}
          {part}
        </span>
      ))}
    </code>
  );
}

/** A letter on a ground of its own: solid, dotted, hatched. Never colour alone. */
export function Mark({ share }: { readonly share: Share }) {
  const { words } = useWords();
  return (
    <span className={`mark ${share}`} aria-hidden="true">
      {words.letters[share]}
    </span>
  );
}
