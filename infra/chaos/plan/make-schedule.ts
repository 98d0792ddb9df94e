import { Random } from '#testing/lives';
import type { Fault } from './fault';
import type { Profile } from './profile';

/** Of the source of chance: so that the faults do not change with the traffic. */
const FAULTS = 1;
const DELAYS = [5, 20, 80] as const;

/** The faults of one run, in order, the same for the same seed. One target has one fault at a time. */
export function makeSchedule(seed: number, { dangers, faults: [least, most], lasts: duration }: Profile): Fault[] {
  const random = new Random(seed, FAULTS);
  const faults: Fault[] = [];
  for (let count = random.whole(least, most); count > 0; count--) {
    const danger = dangers[random.weighted(dangers.map(({ weight }) => weight))] ?? dangers[0];
    const { kind, targets, lasts: [shortest, longest] } = danger;
    const fault: Fault = {
      kind, target: random.pick(targets), at: random.whole(0, duration), lasts: random.whole(shortest, longest),
      ...(kind === 'slow' ? { delay: random.pick(DELAYS) } : {}),
    };
    if (!faults.some((other) => overlap(other, fault))) faults.push(fault);
  }
  return faults.sort((a, b) => a.at - b.at);
}

function overlap(a: Fault, b: Fault): boolean {
  return a.target === b.target && a.at <= b.at + b.lasts && b.at <= a.at + a.lasts;
}
