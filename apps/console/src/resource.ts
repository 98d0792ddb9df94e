import { useEffect, useRef, useState } from 'preact/hooks';
import { get, Problem, type CallOptions } from './api';

/** What is known of one answer of the server. */
export interface Resource<T> {
  readonly data: T | undefined;
  readonly problem: Problem | undefined;
  /** A call is under way. */
  readonly busy: boolean;
  /** Asks again; with a position, for an answer that reflects it. */
  readonly reload: (minPosition?: string) => void;
}

interface Held<T> {
  readonly key: string | undefined;
  readonly data: T | undefined;
  readonly problem: Problem | undefined;
}

/** The last answers, so that going back shows at once what was there. */
const remembered = new Map<string, unknown>();
const REMEMBERED = 80;

/**
 * The answer to a GET. While the address changes, the last answer stays until the next one is there (so a slider does not flicker);
 * a page that shows another thing altogether is mounted anew and starts empty. Undefined address: nothing is asked.
 */
export function useGet<T>(address: string | undefined, options: { readonly everySeconds?: number | undefined } = {}): Resource<T> {
  return useResource<T>(address, (key, call) => get<T>(key, call), options);
}

/** As `useGet`, for what takes more than one call; the key stands for all that the load depends on. */
export function useResource<T>(
  key: string | undefined,
  load: (key: string, call: CallOptions) => Promise<T>,
  options: { readonly everySeconds?: number | undefined } = {},
): Resource<T> {
  const [held, setHeld] = useState<Held<T>>(() => ({ key, data: key === undefined ? undefined : (remembered.get(key) as T | undefined), problem: undefined }));
  const [busy, setBusy] = useState(key !== undefined);
  const [turn, setTurn] = useState(0);
  const minPosition = useRef<string | undefined>(undefined);

  useEffect(() => {
    if (key === undefined) return undefined;
    const abort = new AbortController();
    const known = remembered.get(key) as T | undefined;
    if (known !== undefined) setHeld({ key, data: known, problem: undefined });
    setBusy(true);
    load(key, { signal: abort.signal, minPosition: minPosition.current })
      .then(
        (data) => {
          remember(key, data);
          if (!abort.signal.aborted) setHeld({ key, data, problem: undefined });
        },
        (error: unknown) => {
          if (abort.signal.aborted) return;
          setHeld((last) => ({ key, data: last.key === key ? last.data : undefined, problem: asProblem(error) }));
        },
      )
      .finally(() => {
        if (!abort.signal.aborted) setBusy(false);
      });
    return () => abort.abort();
  }, [key, turn]);

  useEffect(() => {
    if (options.everySeconds === undefined) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setTurn((n) => n + 1);
    }, options.everySeconds * 1000);
    return () => clearInterval(timer);
  }, [options.everySeconds]);

  const reload = (position?: string) => {
    minPosition.current = position;
    setTurn((n) => n + 1);
  };
  return { data: key === undefined ? undefined : held.data, problem: held.problem, busy, reload };
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, 'CONSOLE', 'The console failed', error instanceof Error ? error.message : String(error));
}

function remember(key: string, data: unknown): void {
  remembered.delete(key);
  remembered.set(key, data);
  const oldest = remembered.keys().next().value;
  if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
}
