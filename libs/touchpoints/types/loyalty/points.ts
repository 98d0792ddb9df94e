import { Id, Measure, Optional, Text } from '../../schema';

/** A movement of points in a loyalty programme. Always above zero: the event tells the direction. */
export class Points {
  @Measure({ from: 0 }) points!: number;
  @Optional() @Text({ most: 200 }) programme?: string | null;
  @Optional() @Id() orderId?: string | null;
}
