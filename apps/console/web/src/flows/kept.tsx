// How long values are kept, and by which day erased ones are gone.
import { tokyoDay } from '../days.js';
import { calendarDay } from '../format.js';
import { useWords } from '../words/use-words.js';

export function Kept({ goneBy }: { readonly goneBy: string }) {
  const { words, language } = useWords();
  const day = tokyoDay(Date.parse(goneBy));
  return (
    <section className="kept">
      <h2>{words.kept.title}</h2>
      <p>{words.kept.text(calendarDay(day, language))}</p>
    </section>
  );
}
