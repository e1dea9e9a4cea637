// The whole desk: who is signed in, which page, in which language.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { DeskSession } from '#wire';
import type { Address } from './address.js';
import { ask, AskFault } from './ask.js';
import { FlowsPage } from './flows/flows-page.js';
import { OverviewPage } from './flows/overview-page.js';
import { Frame } from './frame.js';
import { RecordPage } from './record/record-page.js';
import { SearchPage } from './search/search-page.js';
import { SignIn } from './sign-in.js';
import { PlaceProvider, useBrowserPlace } from './use-address.js';
import { LanguageContext, wordsOf } from './words/use-words.js';

export function Desk() {
  const place = useBrowserPlace();
  const { address } = place;
  const { language } = address;
  const session = useQuery({
    queryKey: ['session'],
    queryFn: () => ask<DeskSession>('/api/v1/session'),
    staleTime: 60_000,
  });
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = wordsOf(language).product;
  }, [language]);
  const isRefused = session.error instanceof AskFault && (session.error.status === 401 || session.error.status === 403);
  return (
    <LanguageContext value={language}>
      <PlaceProvider value={place}>
        {isRefused ? (
          <SignIn wasIn={session.data !== undefined} />
        ) : (
          <Frame session={session.data ?? null}>
            <CurrentPage address={address} />
          </Frame>
        )}
      </PlaceProvider>
    </LanguageContext>
  );
}

function CurrentPage({ address }: { readonly address: Address }) {
  switch (address.page) {
    case 'overview':
      return <OverviewPage range={address} />;
    case 'flows':
      return <FlowsPage filters={address} />;
    case 'search':
      return <SearchPage />;
    case 'record':
      return <RecordPage id={address.id} />;
  }
}
