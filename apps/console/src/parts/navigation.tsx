import { useState } from 'preact/hooks';
import { url, type Query } from '../api';
import { formatDuration, plural } from '../format';
import { notableLag, useHealth } from '../health';
import { ROUTES } from '../routes';
import { currentTheme, nextTheme } from '../theme';

const GROUPS = ['Customers', 'Log', 'System'] as const;

export function Navigation({ path, moment }: { readonly path: string; readonly moment: Query }) {
  const [theme, setTheme] = useState(currentTheme);
  return (
    <nav id="navigation" aria-label="Pages">
      <a class="wordmark" href="/">
        <img src="/icon.svg" alt="" width="26" height="26" />
        Rapport
      </a>
      {GROUPS.map((group) => (
        <section key={group} aria-label={group}>
          <h2>{group}</h2>
          <ul>
            {ROUTES.filter(({ nav }) => nav?.group === group).map((route) => (
              <li key={route.path}>
                <a href={url(route.path, route.asOf !== undefined ? moment : {})} aria-current={isWithin(route.path, path) ? 'page' : undefined}>
                  {route.nav?.name}
                  <kbd aria-hidden="true">g {route.nav?.key}</kbd>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <div class="nav-foot">
        <SystemState />
        <button type="button" class="quiet" onClick={() => setTheme(nextTheme())} aria-label={`Colours: ${theme}. Change`}>
          {theme === 'system' ? 'Colours as the system' : theme === 'dark' ? 'Dark' : 'Light'}
        </button>
      </div>
    </nav>
  );
}

function SystemState() {
  const { data, problem } = useHealth();
  if (problem !== undefined) return <p class="state stopped">{problem.status === 0 ? 'No answer' : problem.title}</p>;
  if (data === undefined) return <p class="state booting">Asking…</p>;
  const stopped = data.items.filter(({ state }) => state === 'stopped').length;
  const lag = notableLag(data.items);
  if (stopped > 0) return <a class="state stopped" href="/projections">{plural(stopped, 'projection')} stopped</a>;
  if (lag !== undefined) return <a class="state rebuilding" href="/projections">{formatDuration(lag.seconds)} behind</a>;
  return <p class="state live">Up to date</p>;
}

function isWithin(route: string, path: string): boolean {
  return route === '/' ? path === '/' : path === route || path.startsWith(`${route}/`) || (route === '/events' && path.startsWith('/streams/'));
}
