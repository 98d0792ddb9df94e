import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, type Benchmark, type Duel, FEWEST_ROUNDS, type Figures, type Task } from './benchmark';
import { DONE } from './data/lives-folder';
import { preparation } from './data/preparation';
import type { Section } from './harness/report';
import { runSide } from './harness/side-process';
import { Skipped } from './harness/skipped';
import { duelOf } from './harness/duel';
import { medians } from './harness/statistics';
import type { Options } from './options';

/** One run: its folders, and what its benchmarks share. */
export class Session {
  private readonly made: string[] = [];
  private turns = 0;

  constructor(private readonly options: Options) {
    mkdirSync(options.data, { recursive: true });
  }

  /** Runs one benchmark. One that cannot be measured here says why, and so does one that failed: the others are measured all the same. */
  async section(benchmark: Benchmark): Promise<Section> {
    const begun = Date.now();
    const { name, summary } = benchmark;
    const seconds = (): number => Math.round((Date.now() - begun) / 1_000);
    this.note(`${name}: ${summary}`);
    try {
      return { benchmark: name, summary, rows: await benchmark.run(this.benchOf(benchmark)), seconds: seconds() };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.note(`  ${reason}`);
      return { benchmark: name, summary, rows: [], ...(error instanceof Skipped ? { skipped: reason } : { failed: reason }), seconds: seconds() };
    }
  }

  /** Removes what was made. */
  close(): void {
    if (!this.options.keep) for (const folder of this.made) rmSync(folder, { recursive: true, force: true });
  }

  private benchOf({ name: benchmark }: Benchmark): Bench {
    const { events, rounds, large, data } = this.options;
    const side = (name: string, task: Task = {}): Promise<Figures> => this.inOwnFolder(benchmark, name, task);
    return {
      events, rounds, large, folder: data, side,
      alternate: (names, task = {}, times = rounds) => this.alternate(names, (name) => side(name, task), times),
      against: (own, other, task = {}) => this.against(own, other, (name) => side(name, task)),
      lives: (count, started = true) => this.lives(count, started),
      note: (text) => { this.note(text); },
    };
  }

  private async alternate<Name extends string>(names: readonly Name[], measure: (name: Name) => Promise<Figures>, rounds: number): Promise<Record<Name, Figures>> {
    const measured = new Map<Name, Figures[]>(names.map((name) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      for (const name of names) {
        measured.get(name)?.push(await this.noted(name, measure));
      }
    }
    return Object.fromEntries([...measured].map(([name, figures]) => [name, medians(figures)])) as Record<Name, Figures>;
  }

  private async against(own: string, other: string, measure: (name: string) => Promise<Figures>): Promise<Duel> {
    const rounds: { own: Figures; other: Figures }[] = [];
    for (let round = 0; round < Math.max(FEWEST_ROUNDS, this.options.rounds); round++) {
      const first = await this.noted(round % 2 === 0 ? own : other, measure);
      const second = await this.noted(round % 2 === 0 ? other : own, measure);
      rounds.push(round % 2 === 0 ? { own: first, other: second } : { own: second, other: first });
    }
    return duelOf(rounds);
  }

  private async noted<Name extends string>(name: Name, measure: (name: Name) => Promise<Figures>): Promise<Figures> {
    const figures = await measure(name);
    this.note(`  ${name}: ${Object.entries(figures).map(([each, value]) => `${each} ${String(Math.round(value * 1_000) / 1_000)}`).join(', ')}`);
    return figures;
  }

  private async inOwnFolder(benchmark: string, side: string, task: Task): Promise<Figures> {
    const folder = join(this.options.data, `turn-${String(process.pid)}-${String(this.turns++)}`);
    mkdirSync(folder);
    try {
      return await runSide(benchmark, side, { folder, ...task });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  private async lives(events: number, started: boolean): Promise<string> {
    const folder = join(this.options.data, `lives-${String(events)}`);
    if (existsSync(join(folder, DONE))) return folder;
    rmSync(folder, { recursive: true, force: true });
    this.made.push(folder);
    this.note(`making ${events.toLocaleString('en-US')} events in ${folder}`);
    await runSide(preparation.name, 'lives', { folder, events, started });
    return folder;
  }

  private note(text: string): void {
    process.stderr.write(`${text}\n`);
  }
}
