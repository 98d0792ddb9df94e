import { type Consumer } from './consumer';

/** Who is given the next event of a stream, by the group's strategy; undefined when it has to wait. `turn` grows with each event. */
export function chooseConsumer(strategy: string, consumers: readonly Consumer[], stream: string, turn: number): Consumer | undefined {
  switch (strategy) {
    case 'RoundRobin':
      return [...consumers.slice(turn % consumers.length), ...consumers.slice(0, turn % consumers.length)].find(({ free }) => free > 0);
    case 'DispatchToSingle':
      return consumers.find(({ free }) => free > 0);
    default: {
      const pinned = consumers[hash(stream) % consumers.length];
      return pinned && pinned.free > 0 ? pinned : undefined;
    }
  }
}

function hash(text: string): number {
  let value = 0;
  for (const byte of Buffer.from(text)) value = (value * 31 + byte) % 1_000_003;
  return value;
}
