import { rmSync } from 'node:fs';
import { type EngineProcess } from './engine-process';

/** One server or several that work as one. Started again on its folder it goes on with what it holds. */
export abstract class EngineCluster {
  protected constructor(
    readonly title: string,
    /** Everything of it: data, logs, pidfiles. */
    readonly folder: string,
    readonly ports: readonly number[],
  ) {}

  /** Its processes, in the order of the ports. */
  abstract readonly nodes: readonly EngineProcess[];

  /** What a client connects to: a connection string, or brokers with commas between. */
  abstract readonly address: string;

  /** Starts what does not run. Resolves when clients are served. */
  async start(): Promise<void> {
    await Promise.all(this.nodes.map((_, index) => this.startNode(index)));
    await this.ready();
  }

  /** Starts one node, unless it runs. Resolves as soon as the process is there; `ready` waits for more. */
  abstract startNode(index: number): Promise<void>;

  /** Resolves when the cluster serves clients and every node that runs is part of it. */
  abstract ready(): Promise<void>;

  /** Ends all nodes, politely first. */
  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }

  /** kill -9 of all nodes. */
  async kill(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
  }

  /** Ends all nodes and takes away what they hold. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** How many nodes run. */
  running(): number {
    return this.nodes.filter((node) => node.pid() !== undefined).length;
  }

  /** A reason to wait no longer: a node that has ended by itself. */
  protected nodeThatEnded(): string | undefined {
    return this.nodes.map((node) => node.whyEnded()).find((reason) => reason !== undefined);
  }
}
