// The first page in its final layout, before anything is known.
import { useWords } from '../words/use-words.js';

const ROWS = [0, 1, 2, 3, 4];

export function OverviewSkeleton() {
  const { words } = useWords();
  return (
    <div className="skeleton" role="status" aria-label={words.loading}>
      <span className="bone title" />
      <span className="bone totals" />
      {ROWS.map((row) => (
        <span key={row} className="bone row" />
      ))}
    </div>
  );
}

export function ListSkeleton() {
  const { words } = useWords();
  return (
    <div className="skeleton" role="status" aria-label={words.loading}>
      {[...ROWS, 5, 6, 7].map((row) => (
        <span key={row} className="bone line" />
      ))}
    </div>
  );
}
