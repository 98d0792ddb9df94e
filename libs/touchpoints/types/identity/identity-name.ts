import { Text } from '../../schema';

/** One name under which a customer is met. */
export class IdentityName {
  @Text({ most: 100 }) kind!: string;
  @Text({ most: 1_000 }) value!: string;
}
