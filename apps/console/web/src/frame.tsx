// What stands around every page: its name, the ways to other pages, search, language, who is signed in.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import type { DeskSession } from '#wire';
import { TODAY } from './address.js';
import { ask } from './ask.js';
import { Help } from './help.js';
import { LanguageSwitch } from './language-switch.js';
import { isDecisionId } from './search/questions.js';
import { setAsked } from './search/asked.js';
import { Link, usePlace } from './use-address.js';
import { useShortcuts } from './use-shortcuts.js';
import { useWords } from './words/use-words.js';

interface FrameProps {
  readonly session: DeskSession | null;
  readonly children: ReactNode;
}

export function Frame({ session, children }: FrameProps) {
  const { words, language } = useWords();
  const { address, go } = usePlace();
  const client = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const main = useRef<HTMLElement>(null);
  const wasAt = useRef(address.page);
  useShortcuts({
    search: () => field.current?.focus(),
    flows: () => go({ page: 'overview', ...TODAY, language }),
    help: () => help.current?.showModal(),
  });
  // A new page is read from its top, unless it has a field to fill in.
  useEffect(() => {
    const isInside = main.current?.contains(document.activeElement) === true;
    if (wasAt.current !== address.page && !isInside) main.current?.focus({ preventScroll: true });
    wasAt.current = address.page;
  }, [address.page]);
  const search = (event: FormEvent) => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? '';
    if (text === '' || field.current === null) return;
    field.current.value = '';
    if (isDecisionId(text)) return go({ page: 'record', id: text, at: null, ...TODAY, language });
    // What a dealer calls a record goes in no address: it is handed over in memory, and its dealer is asked for.
    setAsked({ dealerCode: '', recordId: text });
    go({ page: 'search', language });
  };
  const signOut = async () => {
    await ask('/session/end', {}).catch(() => undefined);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    await client.resetQueries({ queryKey: ['session'] });
  };
  const isFlows = address.page === 'overview' || address.page === 'flows';
  return (
    <>
      <a className="skip" href="#page">
        {words.skip}
      </a>
      <header className="frame">
        <Link className="product" to={{ page: 'overview', ...TODAY }}>
          {words.product}
        </Link>
        <nav className="pages" aria-label={words.nav.label}>
          <Link to={{ page: 'overview', ...TODAY }} aria-current={isFlows ? 'page' : undefined}>
            {words.nav.overview}
          </Link>
          <Link to={{ page: 'search' }} aria-current={address.page === 'search' ? 'page' : undefined}>
            {words.nav.search}
          </Link>
        </nav>
        <form role="search" onSubmit={search}>
          <input
            ref={field}
            type="search"
            aria-label={words.search.label}
            placeholder={words.search.placeholder}
            autoComplete="off"
            spellCheck={false}
          />
          <kbd aria-hidden="true">/</kbd>
        </form>
        <LanguageSwitch />
        <button
          type="button"
          className="quiet help"
          aria-label={words.help.open}
          onClick={() => help.current?.showModal()}
        >
          ?
        </button>
        {session !== null && (
          <div className="person">
            <span>{words.person[session.person] ?? session.person}</span>
            <button type="button" className="quiet" onClick={() => void signOut()}>
              {words.signOut}
            </button>
          </div>
        )}
      </header>
      <main id="page" ref={main} tabIndex={-1}>
        {children}
      </main>
      <Help ref={help} />
    </>
  );
}
