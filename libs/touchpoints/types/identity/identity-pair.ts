import { Optional, Part, Text } from '../../schema';
import { IdentityName } from './identity-name';

/** Two names and what was decided about them. */
export class IdentityPair {
  @Part(() => IdentityName) a!: IdentityName;
  @Part(() => IdentityName) b!: IdentityName;
  @Optional() @Text() reason?: string | null;
}
