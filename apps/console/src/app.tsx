import { useEffect, useRef, useState } from 'preact/hooks';
import { BehindNote } from './parts/behind-note';
import { ErrorFence } from './parts/error-fence';
import { KeysDialog } from './parts/keys-dialog';
import { Navigation } from './parts/navigation';
import { ProblemNote } from './parts/problem-note';
import { PastBand } from './parts/past-band';
import { SearchBox } from './parts/search-box';
import { HealthContext } from './health';
import { useKeys } from './keys';
import { url } from './api';
import { NotFoundPage } from './pages/not-found';
import { match, navigate, PlaceContext, useAddress } from './router';
import { useGet } from './resource';
import { ROUTES } from './routes';
import type { Page, Projection } from './shapes';

const HEALTH_SECONDS = 10;

export function App() {
  const place = useAddress();
  const health = useGet<Page<Projection>>('/v1/projections', { everySeconds: HEALTH_SECONDS });
  const [menu, setMenu] = useState(false);
  const [help, setHelp] = useState(false);
  const moment = { at: place.query.get('at') ?? undefined, knownAt: place.query.get('knownAt') ?? undefined };
  const { route, params } = routeOf(place.path);
  const past = route?.asOf !== undefined && moment.at !== undefined;

  useKeys([
    { keys: '/', does: 'search customers', run: () => document.getElementById('search')?.focus() },
    { keys: '?', does: 'show the keys', run: () => setHelp(true) },
    ...ROUTES.flatMap(({ nav, path, asOf }) =>
      nav === undefined ? [] : [{ keys: `g ${nav.key}`, does: `go to ${nav.name.toLowerCase()}`, run: () => navigate(url(path, asOf !== undefined && past ? { at: moment.at } : {})) }],
    ),
  ]);
  useArrival(place.path, () => setMenu(false));

  const PageOf = route?.page ?? NotFoundPage;
  return (
    <PlaceContext.Provider value={place}>
      <HealthContext.Provider value={health}>
        <div class={`shell${past ? ' in-past' : ''}${menu ? ' menu-open' : ''}`}>
          <a class="skip" href="#main">
            Skip to the page
          </a>
          <header class="top">
            <button type="button" class="menu-button" aria-expanded={menu} aria-controls="navigation" onClick={() => setMenu(!menu)}>
              <svg class="icon" viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
                <path d={menu ? 'M3.500 3.500l9 9m0-9-9 9' : 'M2 4.500h12M2 8h12M2 11.500h12'} />
              </svg>
              <span class="hidden">Menu</span>
            </button>
            <SearchBox />
            <button type="button" class="quiet keys-button" onClick={() => setHelp(true)} aria-label="Keys" title="Keys ( ? )">
              ?
            </button>
          </header>
          <Navigation path={place.path} moment={past ? { at: moment.at } : {}} />
          <main id="main" tabIndex={-1}>
            {past && <PastBand moment={moment} ofKnowledge={route.asOf === 'known'} />}
            <div class="page">
              {route?.asOf !== undefined && !past && <BehindNote />}
              <ErrorFence key={place.path}>
                {health.problem?.status === 401 ? <ProblemNote problem={health.problem} /> : <PageOf key={place.path} {...params} />}
              </ErrorFence>
            </div>
          </main>
          {help && <KeysDialog onClose={() => setHelp(false)} />}
        </div>
      </HealthContext.Provider>
    </PlaceContext.Provider>
  );
}

function routeOf(path: string) {
  for (const route of ROUTES) {
    const params = match(route.path, path);
    if (params !== undefined) return { route, params };
  }
  return { route: undefined, params: {} };
}

/** On another page: its heading has the focus, so that a screen reader says where the reader is. */
function useArrival(path: string, onArrive: () => void): void {
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    onArrive();
    requestAnimationFrame(() => document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true }));
  }, [path]);
}
