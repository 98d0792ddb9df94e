import { defineTouchpoint } from '../../define-touchpoint';
import { Anything, Count, Id, Measure, Optional, Text, Time } from '../../schema';

/** A model was fitted on what was known as of `asOf`. Scores made with it name it, so that a replay scores as it would have then. */
export class ModelFitted {
  @Id() name!: string;
  @Count({ from: 1 }) version!: number;
  @Time() asOf!: string;
  @Count() customers!: number;
  @Optional() @Text({ most: 50 }) unit?: string | null;
  @Anything() parameters!: Record<string, unknown>;
  @Optional() @Measure() logLikelihood?: number | null;
  @Optional() @Anything() metrics?: Record<string, unknown> | null;
}

export const modelFitted = defineTouchpoint({
  type: 'model.fitted',
  data: ModelFitted,
  initiator: 'system',
  origin: 'call',
  example: {
    name: 'bg-nbd', version: 1, asOf: '1997-09-30T00:00:00.000Z', customers: 2_357, unit: 'week', parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, logLikelihood: -9_582.4,
  },
});
