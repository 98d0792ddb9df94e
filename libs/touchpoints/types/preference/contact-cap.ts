import { Count, Measure } from '../../schema';

/** At most so many contacts in so many days. */
export class ContactCap {
  @Count() contacts!: number;
  @Measure({ from: 0 }) days!: number;
}
