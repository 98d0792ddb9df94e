import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '#kernel';
import { isOfTheConnection } from './kafka-fault';

/** As long as the client itself tries a send: a broker that is started again is not missed, ms. */
const PATIENCE = 20 * SECOND;
const FIRST = 100;
const LONGEST = SECOND;

/** Tries again, in pauses that grow, what failed for want of a connection, or in another `passing` way. The client does so for most requests, but gives up at once where it asks for a producer's id or the topics. */
export async function outlast<Result>(work: () => Promise<Result>, passing: (error: unknown) => boolean = isOfTheConnection): Promise<Result> {
  const end = Date.now() + PATIENCE;
  for (let pause = FIRST; ; pause = Math.min(LONGEST, pause * 2)) {
    try {
      return await work();
    } catch (error) {
      if (!passing(error) || Date.now() + pause > end) throw error;
    }
    await sleep(pause);
  }
}
