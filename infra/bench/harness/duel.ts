import { type Duel, figure, type Figures } from '../benchmark';
import { median, medians } from './statistics';

/** From the figures of each round. */
export function duelOf(rounds: readonly { readonly own: Figures; readonly other: Figures }[]): Duel {
  return {
    own: medians(rounds.map(({ own }) => own)),
    other: medians(rounds.map(({ other }) => other)),
    ratio: (name, others = name) => median(rounds.map(({ own, other }) => figure(own, name) / figure(other, others))),
  };
}
