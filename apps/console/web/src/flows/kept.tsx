// How long values are kept, and by which day erased ones are gone.
import { goneBy, TOPICS } from '../../../../../libs/wire/src/topics.js';
import { tokyoDay } from '../days.js';
import { calendarDay } from '../format.js';
import { useWords } from '../words/use-words.js';

export function Kept({ asOf }: { readonly asOf: string }) {
  const { words, language } = useWords();
  // Of the topics with values this is the one that keeps them longest.
  const day = tokyoDay(goneBy(Date.parse(asOf), TOPICS.provision));
  return (
    <section className="kept">
      <h2>{words.kept.title}</h2>
      <p>{words.kept.text(calendarDay(day, language))}</p>
    </section>
  );
}
