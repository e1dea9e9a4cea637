// Where the reader is: the browser's address, and links that change it without loading the page anew.
import {
  createContext,
  type AnchorHTMLAttributes,
  type MouseEvent,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { type Address, hrefOf, type Language, type Page, readAddress } from './address.js';

export interface Place {
  readonly address: Address;
  readonly go: (address: Address, how?: 'push' | 'replace') => void;
}

const PlaceContext = createContext<Place | null>(null);
export const PlaceProvider = PlaceContext.Provider;

export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (place === null) throw new Error('a page outside its frame');
  return place;
}

const preferred = (): Language => (navigator.languages.some((tag) => tag.startsWith('ja')) ? 'ja' : 'en');
const here = () => readAddress(location.pathname, location.search, preferred());

/** The place of the whole desk; once, at the top. */
export function useBrowserPlace(): Place {
  const [address, setAddress] = useState(here);
  useEffect(() => {
    const onPop = () => setAddress(here());
    addEventListener('popstate', onPop);
    return () => removeEventListener('popstate', onPop);
  }, []);
  return useMemo(
    () => ({
      address,
      go(next, how = 'push') {
        const href = hrefOf(next);
        if (how === 'push') history.pushState(null, '', href);
        else history.replaceState(null, '', href);
        setAddress(next);
        if (how === 'push') scrollTo(0, 0);
      },
    }),
    [address],
  );
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  readonly to: Page;
  readonly language?: Language;
  readonly how?: 'push' | 'replace';
};

/** A link to a page of the desk: an ordinary one for everything but a plain click. */
export function Link({ to, language, how, ...rest }: LinkProps) {
  const { address, go } = usePlace();
  const next: Address = { ...to, language: language ?? address.language };
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(next, how);
  };
  return <a {...rest} href={hrefOf(next)} onClick={onClick} />;
}
