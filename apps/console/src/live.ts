import { useEffect, useRef, useState } from 'preact/hooks';
import { noticeTime } from './clock';
import { authorization, url } from './api';
import type { RecordedEvent } from './shapes';

export type LiveState = 'off' | 'connecting' | 'live' | 'retrying';

export interface LiveOptions {
  readonly types?: string | undefined;
  /** Start after this position; without it, now. */
  readonly from?: string | undefined;
  readonly onEvent: (event: RecordedEvent) => void;
}

/** Follows the log by server-sent events while `on`; each event once, in order, also across a lost connection. */
export function useLive(on: boolean, options: LiveOptions): LiveState {
  const [state, setState] = useState<LiveState>(on ? 'connecting' : 'off');
  const latest = useRef(options);
  latest.current = options;
  useEffect(() => {
    if (!on) {
      setState('off');
      return undefined;
    }
    const abort = new AbortController();
    void follow({ types: options.types, from: latest.current.from, onEvent: (event) => latest.current.onEvent(event) }, setState, abort.signal);
    return () => abort.abort();
  }, [on, options.types]);
  return state;
}

const LONGEST_WAIT = 15_000;

/** Reads the stream with fetch: `EventSource` cannot hear event names that it was not told beforehand, and ours are the types of the catalogue. */
async function follow(options: LiveOptions, onState: (state: LiveState) => void, signal: AbortSignal): Promise<void> {
  let last = options.from;
  let wait = 500;
  onState('connecting');
  const left = () => signal.aborted;
  while (!left()) {
    try {
      const headers = { accept: 'text/event-stream', ...authorization(), ...(last === undefined ? {} : { 'last-event-id': last }) };
      const response = await fetch(url('/v1/live', { types: options.types, from: last }), { headers, signal });
      if (!response.ok || response.body === null) throw new Error(`live: ${response.status}`);
      onState('live');
      wait = 500;
      for await (const message of messages(response.body)) {
        last = message.id ?? last;
        if (message.data === '') continue;
        const event = JSON.parse(message.data) as RecordedEvent;
        noticeTime(event.recordedAt);
        options.onEvent(event);
      }
    } catch {
      // The connection is gone or was refused; the loop below tries again until the page is left.
    }
    if (left()) return;
    onState('retrying');
    await pause(wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
}

interface Message {
  readonly id: string | undefined;
  readonly data: string;
}

async function* messages(body: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + decoder.decode(value, { stream: true })).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) yield message(block);
  }
}

function message(block: string): Message {
  let id: string | undefined;
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = line.slice(colon + 1).replace(/^ /, '');
    if (field === 'id') id = value;
    if (field === 'data') data.push(value);
  }
  return { id, data: data.join('\n') };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
