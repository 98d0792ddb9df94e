import { useEffect, useRef } from 'preact/hooks';

export interface Key {
  /** One key, or two pressed one after the other: `g h`. */
  readonly keys: string;
  readonly does: string;
  readonly run: () => void;
}

/** Binds keys while the caller is on the page; the latest caller wins. They rest while the reader types. */
export function useKeys(keys: readonly Key[]): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const layer = () => latest.current;
    layers.unshift(layer);
    if (layers.length === 1) addEventListener('keydown', press);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) removeEventListener('keydown', press);
    };
  }, []);
}

/** `j` and `k` walk the elements marked `data-walk` of the page; Enter opens the one that has the focus, as everywhere. */
export function useWalk(what: string): void {
  useKeys([
    { keys: 'j', does: `next ${what}`, run: () => walk(1) },
    { keys: 'k', does: `previous ${what}`, run: () => walk(-1) },
  ]);
}

/** What the keys do right now, the page's own first. */
export function boundKeys(): readonly Key[] {
  const seen = new Set<string>();
  return layers.flatMap((layer) => layer()).filter((key) => !seen.has(key.keys) && seen.add(key.keys));
}

const layers: (() => readonly Key[])[] = [];
const PATIENCE = 1000;
let first = { key: '', at: 0 };

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector('dialog[open]') !== null) return;
  const now = performance.now();
  const pair = now - first.at < PATIENCE ? `${first.key} ${event.key}` : '';
  const bound = boundKeys();
  const key = bound.find(({ keys }) => keys === pair) ?? bound.find(({ keys }) => keys === event.key);
  first = { key: event.key, at: now };
  if (key === undefined) return;
  event.preventDefault();
  first = { key: '', at: 0 };
  key.run();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['range', 'checkbox', 'radio', 'button'].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function walk(step: 1 | -1): void {
  const stops = [...document.querySelectorAll<HTMLElement>('main [data-walk]')];
  const current = stops.findIndex((stop) => stop === document.activeElement);
  const next = stops[current < 0 ? (step > 0 ? 0 : stops.length - 1) : current + step];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
