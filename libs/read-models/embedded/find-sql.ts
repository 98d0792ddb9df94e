import type { Statement } from '#embedded';
import type { Filter, Find, Found, Operator, PageEnd } from '../read-model-store';
import { columnOf, fieldOut, tableOf, type Tables, toColumn } from './tables';

interface Conditions {
  readonly joins: string;
  readonly conditions: readonly string[];
  readonly values: readonly (number | string)[];
}

const OPERATORS: Readonly<Record<Exclude<Operator, 'prefix'>, string>> = { eq: '=', ne: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' };
/** Above every text that begins with the prefix. */
const LAST = '\u{10FFFF}';

/** One page of a {@link Find}: along the index of the sort field first, then the documents that lack the field, by key. */
export class FindSql {
  constructor(private readonly query: Find, private readonly tables: Tables, private readonly prepare: (sql: string) => Statement) {}

  static filters(from: string, where: readonly Filter[], tables: Tables, keys?: readonly string[]): Conditions {
    const others = [...new Set(where.map((filter) => filter.collection))].filter((collection) => collection !== from);
    const aliasOf = (collection: string): string => `t${String(others.indexOf(collection) + 1)}`;
    const conditions: string[] = keys ? [`t0.key IN (${keys.map(() => '?').join(',')})`] : [];
    const values: (number | string)[] = keys ? [...keys] : [];
    for (const { collection, field, operator, value } of where) {
      const column = `${aliasOf(collection)}.${columnOf(field)}`;
      const type = tables.typeOf(collection, field);
      const bound = toColumn(type, value);
      if (bound === null || (operator === 'prefix' && typeof bound !== 'string')) {
        conditions.push('0');
      } else if (operator === 'prefix') {
        conditions.push(`${column} >= ? AND ${column} < ?`);
        values.push(bound, `${String(bound)}${LAST}`);
      } else {
        conditions.push(`${column} ${OPERATORS[operator]} ?`);
        values.push(bound);
      }
    }
    return { joins: others.map((collection) => `JOIN ${tableOf(collection)} ${aliasOf(collection)} ON ${aliasOf(collection)}.key = t0.key`).join(' '), conditions, values };
  }

  run(): Found {
    const { sort, after, limit } = this.query;
    if (!sort) return this.page(this.byKey(after, limit), limit);
    const found = after?.value === null ? [] : this.bySort(after, limit);
    const rest = limit - found.length;
    if (rest > 0) found.push(...this.withoutSortField(after?.value === null ? after : undefined, rest));
    return this.page(found, limit);
  }

  private page(found: readonly PageEnd[], limit: number): Found {
    const last = found.at(-1);
    return { keys: found.map((each) => each.key), ...(last && found.length === limit ? { next: last } : {}) };
  }

  private byKey(after: PageEnd | undefined, limit: number): PageEnd[] {
    const { joins, conditions, values } = FindSql.filters(this.query.from, this.query.where ?? [], this.tables, this.query.keys);
    const all = ['t0.key > ?', 't0.document IS NOT NULL', ...conditions];
    return (this.prepare(`SELECT t0.key FROM ${tableOf(this.query.from)} t0 ${joins} WHERE ${all.join(' AND ')} ORDER BY t0.key LIMIT ?`).all(after?.key ?? '', ...values, limit) as [string][]).map(([key]) => ({ key }));
  }

  private bySort(after: PageEnd | undefined, limit: number): PageEnd[] {
    const { sort, from, where = [], keys } = this.query;
    if (!sort) return [];
    const type = this.tables.typeOf(sort.collection, sort.field);
    const { joins, conditions, values } = FindSql.filters(from, where, this.tables, keys);
    const own = sort.collection === from;
    const column = `${own ? 't0' : 's'}.${columnOf(sort.field)}`;
    const key = `${own ? 't0' : 's'}.key`;
    const source = own ? `${tableOf(from)} t0` : `${tableOf(sort.collection)} s CROSS JOIN ${tableOf(from)} t0 ON t0.key = s.key`;
    const [compare, order] = sort.descending ? ['<', 'DESC'] : ['>', 'ASC'];
    const all = [`${column} IS NOT NULL`, ...(own ? [] : ['t0.document IS NOT NULL']), ...conditions];
    const bound = [...values];
    if (after?.value !== undefined && after.value !== null) {
      all.push(`(${column}, ${key}) ${compare} (?, ?)`);
      bound.push(toColumn(type, after.value) ?? '', after.key);
    }
    const rows = this.prepare(`SELECT t0.key, ${column} FROM ${source} ${joins} WHERE ${all.join(' AND ')} ORDER BY ${column} ${order}, ${key} ${order} LIMIT ?`).all(...bound, limit) as [string, number | string][];
    return rows.map(([each, value]) => ({ key: each, value: fieldOut(type, value) }));
  }

  private withoutSortField(after: PageEnd | undefined, limit: number): PageEnd[] {
    const { sort, from, where = [], keys } = this.query;
    if (!sort) return [];
    const { joins, conditions, values } = FindSql.filters(from, where, this.tables, keys);
    const own = sort.collection === from;
    const source = own ? '' : `LEFT JOIN ${tableOf(sort.collection)} s ON s.key = t0.key`;
    const all = [`${own ? 't0' : 's'}.${columnOf(sort.field)} IS NULL`, 't0.key > ?', 't0.document IS NOT NULL', ...conditions];
    return (this.prepare(`SELECT t0.key FROM ${tableOf(from)} t0 ${joins} ${source} WHERE ${all.join(' AND ')} ORDER BY t0.key LIMIT ?`).all(after?.key ?? '', ...values, limit) as [string][]).map(([key]) => ({ key, value: null }));
  }
}
