import { setTimeout as sleep } from 'node:timers/promises';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { InFlight, IntakeResult } from '#intake/receive';
import type { Engines, ProjectorControl } from '#platform/engines';

/** ms that a scrape waits for the log. */
const PATIENCE = 2_000;

/** What Prometheus is told. Names are fixed: dashboards rest on them. */
export class Metrics {
  /** Where others put figures of their own. */
  readonly registry = new Registry();
  private readonly touchpoints: Counter<'status'>;
  private readonly requests: Histogram<'method' | 'route' | 'status'>;

  constructor({ log, clock }: Engines, projector: ProjectorControl, inFlight: InFlight) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.touchpoints = new Counter({ name: 'rapport_touchpoints_total', help: 'Touchpoints received, by what became of them', labelNames: ['status'], registers });
    this.requests = new Histogram({ name: 'rapport_http_request_seconds', help: 'Time to answer', labelNames: ['method', 'route', 'status'], buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10], registers });
    new Gauge({ name: 'rapport_log_position', help: 'The last position of the log', registers, async collect(): Promise<void> {
      // Unset while the log is out of reach: a scrape tells what there is.
      const head = await Promise.race([log.head().catch(() => undefined), sleep(PATIENCE, undefined, { ref: false })]);
      if (head === undefined) this.remove();
      else this.set(Number(head));
    } });
    new Gauge({ name: 'rapport_projector_position', help: 'The position that the read models have folded', registers, collect(): void { this.set(Number(projector.status().position)); } });
    new Gauge({ name: 'rapport_projection_parked', help: 'Customers parked in a projection', labelNames: ['projection'], registers, collect(): void { for (const { name, parked } of projector.status().projections) this.set({ projection: name }, parked); } });
    new Gauge({ name: 'rapport_in_flight_bytes', help: 'Bodies received that are not answered yet', registers, collect(): void { this.set(inFlight.bytes); } });
    new Gauge({ name: 'rapport_clock_seconds', help: 'The platform\'s now', registers, collect(): void { this.set(clock.now() / 1000); } });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  received({ accepted, duplicates, quarantined }: Pick<IntakeResult, 'accepted' | 'duplicates' | 'quarantined'>): void {
    this.touchpoints.inc({ status: 'appended' }, accepted);
    this.touchpoints.inc({ status: 'duplicate' }, duplicates);
    this.touchpoints.inc({ status: 'quarantined' }, quarantined);
  }

  answered(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }
}
