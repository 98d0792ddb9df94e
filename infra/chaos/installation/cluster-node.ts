import type { EngineCluster } from '../../engines';
import type { Sufferer } from './suffer-process';

/** The node of a cluster that a fault strikes: the one that leads where there is one, at the time. */
export class ClusterNode implements Sufferer {
  private struck = 0;

  constructor(private readonly cluster: EngineCluster, private readonly leader: () => Promise<number | undefined>) {}

  async kill(): Promise<void> {
    this.struck = (await this.leader().catch(() => undefined)) ?? 0;
    await this.cluster.nodes[this.struck]?.kill();
  }

  start(): Promise<void> {
    return this.cluster.startNode(this.struck);
  }

  pause(): void {
    this.cluster.nodes[this.struck]?.pause();
  }

  resume(): void {
    this.cluster.nodes[this.struck]?.resume();
  }
}
