import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Bridge } from '#bridge';

const GROUPS = ['billing', 'fulfilment', 'service-desk'] as const;

/** What Prometheus is told of a back office. Names are fixed: dashboards rest on them. */
export class BackOfficeMetrics {
  private readonly registry = new Registry();
  private readonly facts: Counter<'department' | 'type'>;

  constructor(bridge: Pick<Bridge, 'lag'>) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.facts = new Counter({ name: 'rapport_back_office_facts_total', help: 'Facts stated, repeats included', labelNames: ['department', 'type'], registers });
    new Gauge({
      name: 'rapport_back_office_lag_messages', help: 'Touchpoints that a department has still to hear', labelNames: ['department'], registers,
      async collect(): Promise<void> {
        for (const department of GROUPS) {
          // Unset while the bridge is out of reach: a scrape tells what there is.
          const lag = await bridge.lag(department, ['touchpoints']).catch(() => undefined);
          if (lag) this.set({ department }, lag.reduce((sum, { messages }) => sum + messages, 0));
          else this.remove({ department });
        }
      },
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  stated(department: string, type: string): void {
    this.facts.inc({ department, type });
  }
}
