// Nobody is signed in: what this is, and the way in.
import { hrefOf } from './address.js';
import { LanguageSwitch } from './language-switch.js';
import { usePlace } from './use-address.js';
import { useWords } from './words/use-words.js';

/** Why the sign-in before did not come through, as the console's answer put it in the address. */
function whyNot(): 'failed' | 'notAllowed' | 'tokenTooLong' | null {
  switch (new URLSearchParams(location.search).get('sign-in')) {
    case 'failed':
      return 'failed';
    case 'not-allowed':
      return 'notAllowed';
    case 'token-too-long':
      return 'tokenTooLong';
    default:
      return null;
  }
}

export function SignIn({ wasIn }: { readonly wasIn: boolean }) {
  const { words, language } = useWords();
  const { address } = usePlace();
  const { signIn } = words;
  const why = whyNot();
  const query = new URLSearchParams({ lang: language, back: hrefOf(address) });
  const said = why !== null ? signIn[why] : wasIn ? signIn.ended : null;
  return (
    <div className="sign-in">
      <header>
        <span className="product">{words.product}</span>
        <LanguageSwitch />
      </header>
      <main>
        <h1>{signIn.title}</h1>
        <p>{signIn.lead}</p>
        {said !== null && (
          <p className="said" role="alert">
            {said}
          </p>
        )}
        <a className="deed" href={`/session/start?${query.toString()}`}>
          {signIn.act}
        </a>
      </main>
    </div>
  );
}
