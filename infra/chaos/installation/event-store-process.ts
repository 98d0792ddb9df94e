import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EngineProcess, ROOT } from '../../engines';
import type { Sufferer } from './suffer-process';

/** The test server of EventStoreDB's protocol as a process, with what it holds in a folder. */
export class EventStoreProcess implements Sufferer {
  private readonly process: EngineProcess;

  constructor(private readonly folder: string, readonly port: number) {
    this.process = new EngineProcess('eventstoredb', folder);
  }

  start(): void {
    const data = join(this.folder, 'data');
    mkdirSync(data, { recursive: true });
    this.process.start({ program: process.execPath, words: [join(ROOT, 'dist/libs/testing/eventstoredb-server/main.js'), '--port', String(this.port), '--folder', data] });
  }

  kill(): Promise<void> {
    return this.process.kill();
  }

  pause(): void {
    this.process.pause();
  }

  resume(): void {
    this.process.resume();
  }
}
