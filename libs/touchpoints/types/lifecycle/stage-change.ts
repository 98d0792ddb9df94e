import { Id, OneOf, Optional, Texts, Time } from '../../schema';
import { LIFECYCLE_PHASES, LIFECYCLE_STAGES, type LifecyclePhase, type LifecycleStage } from './lifecycle-stage';

/** Where a customer stands in her lifecycle since when, where she stood before, and the reasons in words. */
export class StageChange {
  @Id() customerId!: string;
  @OneOf(LIFECYCLE_STAGES) stage!: LifecycleStage;
  @OneOf(LIFECYCLE_PHASES) phase!: LifecyclePhase;
  @Optional() @OneOf(LIFECYCLE_STAGES) previousStage?: LifecycleStage | null;
  @Time() since!: string;
  @Texts() reasons!: string[];
}
