import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Benchmark, Figures, Task } from './benchmark';
import { DONE } from './data/lives-folder';
import { preparation } from './data/preparation';
import type { Section } from './harness/report';
import { runSide } from './harness/side-process';
import { Skipped } from './harness/skipped';
import { medians } from './harness/statistics';
import type { Options } from './options';

/** One run: its folders, and what its benchmarks share. */
export class Session {
  private readonly made: string[] = [];
  private turns = 0;

  constructor(private readonly options: Options) {
    mkdirSync(options.data, { recursive: true });
  }

  /** Runs one benchmark. One that cannot be measured here says why; a fault ends the run. */
  async section(benchmark: Benchmark): Promise<Section> {
    const begun = Date.now();
    const { name, summary } = benchmark;
    const seconds = (): number => Math.round((Date.now() - begun) / 1_000);
    this.note(`${name}: ${summary}`);
    try {
      return { benchmark: name, summary, rows: await benchmark.run(this.benchOf(benchmark)), seconds: seconds() };
    } catch (error) {
      if (!(error instanceof Skipped)) throw error;
      return { benchmark: name, summary, rows: [], skipped: error.message, seconds: seconds() };
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
      lives: (count) => this.lives(count),
      note: (text) => { this.note(text); },
    };
  }

  private async alternate<Name extends string>(names: readonly Name[], measure: (name: Name) => Promise<Figures>, rounds: number): Promise<Record<Name, Figures>> {
    const measured = new Map<Name, Figures[]>(names.map((name) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      for (const name of names) {
        const figures = await measure(name);
        measured.get(name)?.push(figures);
        this.note(`  ${name}: ${Object.entries(figures).map(([each, value]) => `${each} ${String(Math.round(value * 100) / 100)}`).join(', ')}`);
      }
    }
    return Object.fromEntries([...measured].map(([name, figures]) => [name, medians(figures)])) as Record<Name, Figures>;
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

  private async lives(events: number): Promise<string> {
    const folder = join(this.options.data, `lives-${String(events)}`);
    if (existsSync(join(folder, DONE))) return folder;
    rmSync(folder, { recursive: true, force: true });
    this.made.push(folder);
    this.note(`making ${events.toLocaleString('en-US')} events in ${folder}`);
    await runSide(preparation.name, 'lives', { folder, events });
    return folder;
  }

  private note(text: string): void {
    process.stderr.write(`${text}\n`);
  }
}
