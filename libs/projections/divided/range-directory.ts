import type { Position } from '#kernel';
import type { Customer } from '../law/customer';
import type { CustomerDirectory } from '../live/customer-stage';
import { isWithin, type Territory } from './territory';

/** The customers of one territory. */
export class RangeDirectory implements CustomerDirectory {
  constructor(private readonly all: CustomerDirectory, private readonly territory: Territory) {}

  customer(id: string, upTo?: Position): Promise<Customer | undefined> {
    return this.all.customer(id, upTo);
  }

  async page(after: string | undefined, limit: number): Promise<Customer[]> {
    const page = await this.all.page(after ?? this.territory.range.from, limit);
    return page.filter(({ id }) => isWithin(this.territory.range, id));
  }

  /** About: the ranges are of equal size. */
  async size(): Promise<number> {
    return Math.ceil((await this.all.size()) / this.territory.count);
  }
}
