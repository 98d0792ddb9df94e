import { Optional, Prose, Text, Url } from '../../schema';

/** What a permission rests on: where and under which wording it was given, and what was given in exchange. */
export class PermissionProof {
  @Text({ most: 200 }) purpose!: string;
  @Text({ most: 100 }) channel!: string;
  @Optional() @Text({ most: 200 }) source?: string | null;
  @Optional() @Url() url?: string | null;
  @Optional() @Prose() wording?: string | null;
  @Optional() @Text({ most: 200 }) wordingVersion?: string | null;
  @Optional() @Text({ most: 200 }) incentive?: string | null;
  @Optional() @Text({ most: 200 }) ipHash?: string | null;
}
