// Japanese or English; the address keeps which.
import { Link, usePlace } from './use-address.js';
import { useWords } from './words/use-words.js';

export function LanguageSwitch() {
  const { words, language } = useWords();
  const { address } = usePlace();
  return (
    <nav className="languages" aria-label={words.language.label}>
      {(['ja', 'en'] as const).map((one) => (
        <Link
          key={one}
          to={address}
          language={one}
          how="replace"
          lang={one}
          aria-current={one === language ? 'true' : undefined}
        >
          {words.language[one]}
        </Link>
      ))}
    </nav>
  );
}
