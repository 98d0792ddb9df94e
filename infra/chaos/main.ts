import { EmbeddedInstallation } from './installation/embedded-installation';
import { EnginesInstallation } from './installation/engines-installation';
import type { Installation } from './installation/installation';
import { type Options, readOptions, USAGE } from './options';
import { faultText } from './plan/fault';
import type { Profile } from './plan/profile';
import { type RunResult, runOnce } from './run-once';

/** Short runs of which one is told. */
const SAID_EVERY = 20;
/** Runs on one installation: what must hold is asked of all its customers, so that each run takes longer than the one before. */
const RENEWED_EVERY = 200;
/** Of what was found wrong in one run. */
const SHOWN = 12;

void main();

/** `main.js --seed N --runs M [--profile P]`: exits 1 where something that must hold did not, with the seed and the schedule that show it again, and where fewer runs than `--least` were done; 2 for wrong use. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if ('fault' in options || options.help) {
    process.stderr.write(`${'fault' in options ? `${options.fault}\n\n` : ''}${USAGE}\n`);
    process.exitCode = 'fault' in options ? 2 : 0;
    return;
  }
  const { failed, done } = await runAll(options);
  if (done < options.least) say(`FAILED: ${String(done)} runs were done, and ${String(options.least)} at the least were asked for`);
  process.exitCode = failed > 0 || done < options.least ? 1 : 0;
}

/** Runs on one installation for a while, and on a fresh one after a run that failed: its faults must not be found again. Answers how many were done, and how many of them failed. */
async function runAll({ seed: first, runs, profile, within }: Options): Promise<{ readonly done: number; readonly failed: number }> {
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1_000;
  let [failed, touchpoints, faults, done] = [0, 0, 0, 0];
  let installation: Installation | undefined;
  let since = first;
  const retire = async (until: number, keep: boolean): Promise<void> => {
    const found = await installation?.end({ keep });
    installation = undefined;
    if (found === undefined || found.length === 0 || keep) return;
    failed += 1;
    say(`FAILED after the runs ${String(since)} to ${String(until)}:`, ...found.map((each) => `  ${each}`));
  };
  // Told twice, as by timeout(1), which tells the group besides: it still takes down what it has started.
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => { interruption.abort(); });
  for (let seed = first; seed < first + runs && seconds() < within && !interruption.signal.aborted; seed++) {
    if (!installation) {
      installation = open(profile);
      since = seed;
      await installation.start().catch(async (error: unknown) => {
        await installation?.end({ keep: true });
        throw error;
      });
    }
    const result = await runOnce(installation, seed, profile);
    done += 1;
    touchpoints += result.touchpoints;
    faults += result.schedule.length;
    if (profile.name !== 'embedded' || result.faults.length > 0 || done % SAID_EVERY === 0) say(line(result, profile, seconds()));
    if (result.faults.length === 0) {
      if (done % RENEWED_EVERY === 0) await retire(seed, false);
      continue;
    }
    failed += 1;
    say(report(result, profile), `what its processes said:\n${installation.said()}`);
    await retire(seed, true);
  }
  await retire(first + done - 1, false);
  say(`${String(done)} of ${String(runs)} runs of ${profile.name} from seed ${String(first)} in ${seconds().toFixed(0)} s: ${String(touchpoints)} touchpoints, ${String(faults)} faults; ${failed === 0 ? 'everything held' : `${String(failed)} FAILED`}`);
  return { done, failed };
}

function open(profile: Profile): Installation {
  return profile.name === 'embedded' ? new EmbeddedInstallation() : new EnginesInstallation({ nodes: profile.name === 'cluster' ? 3 : 1 });
}

function line({ seed, schedule, touchpoints, faults }: RunResult, { name }: Profile, seconds: number): string {
  return `${seconds.toFixed(1).padStart(7)} s  ${name} seed ${String(seed)}: ${String(touchpoints)} touchpoints, ${schedule.map(({ kind, target }) => `${kind} ${target}`).join(', ')}: ${faults.length === 0 ? 'held' : 'FAILED'}`;
}

function report({ seed, schedule, faults }: RunResult, { name }: Profile): string {
  return [`  again: npm run chaos -- --profile ${name} --seed ${String(seed)} --runs 1`, ...schedule.map((fault) => `  ${faultText(fault)}`), ...faults.slice(0, SHOWN).map((fault) => `  - ${fault}`), ...(faults.length > SHOWN ? [`  and ${String(faults.length - SHOWN)} more`] : [])].join('\n');
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
