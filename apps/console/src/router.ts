import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { url, type Query } from './api';

/** Where the reader is. The address holds all state that is worth a link. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** The parameters of a path, which a page gets as its properties. */
export type Params = Readonly<Record<string, string | undefined>>;

export const PlaceContext = createContext<Place>(read());

export function usePlace(): Place {
  return useContext(PlaceContext);
}

/** One query parameter of the address, and the way to change it; an empty value takes it out. */
export function useParam(name: string): readonly [string | undefined, (value: string | undefined) => void] {
  const value = usePlace().query.get(name) ?? undefined;
  return [value, (next) => changeQuery({ [name]: next })];
}

/** Follows the address: links within the console, `navigate`, back and forward. */
export function useAddress(): Place {
  const [place, set] = useState(read);
  useEffect(() => {
    const follow = () => set(read());
    addEventListener('popstate', follow);
    addEventListener(MOVED, follow);
    document.addEventListener('click', followLink);
    return () => {
      removeEventListener('popstate', follow);
      removeEventListener(MOVED, follow);
      document.removeEventListener('click', followLink);
    };
  }, []);
  return place;
}

export function navigate(address: string, options: { readonly replace?: boolean } = {}): void {
  const before = location.pathname;
  if (options.replace === true) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  if (location.pathname !== before) scrollTo(0, 0);
  dispatchEvent(new Event(MOVED));
}

/** Changes query parameters of the current address in place, without a new entry in the history unless `push`. */
export function changeQuery(changes: Query, options: { readonly push?: boolean } = {}): void {
  const now = Object.fromEntries(new URLSearchParams(location.search));
  navigate(url(location.pathname, { ...now, ...changes }), { replace: options.push !== true });
}

/** The parameters of `/customers/:id` in `/customers/42`; undefined if the path is another. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.replace(/(.)\/$/, '$1').split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':') && value !== '') params[part.slice(1)] = safeDecode(value);
    else if (part !== value) return undefined;
  }
  return params;
}

const MOVED = 'rapport:moved';

function read(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!(link instanceof HTMLAnchorElement) || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (/^\/(v1|api|health|metrics|openapi|asyncapi)\b/.test(link.pathname)) return;
  if (link.hash !== '' && link.pathname === location.pathname && link.search === location.search) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
