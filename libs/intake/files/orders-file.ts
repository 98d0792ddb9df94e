import { RapportError } from '#kernel';
import { isCurrency, type Touchpoint } from '#touchpoints';
import { lineFault, type Chunk, type Progress } from './chunk';
import { ChunkBuilder } from './chunk-builder';
import { OccurrenceCounter } from './occurrence-counter';
import { columnLabel } from './order-columns';
import type { OrderGatherer } from './order-gatherer';
import { rowReader, type RowReader } from './order-row';
import { OrdersById, orderUuid } from './orders-by-id';
import { OrdersByRow } from './orders-by-row';
import type { OrdersFileOptions } from './orders-file-options';
import { readRecords, type RecordBlock } from './read-records';
import { tableLayout, type TableLayout } from './table-layout';

/**
 * Reads a table of orders as touchpoints, about 1,000 at a time: CSV, TSV, semicolon or white-space separated, with or without a header, `.gz` too.
 * The ids derive from what the rows say, never from the file or the place in it: reading a file again, or one that overlaps, gives the same ids for the same purchases.
 * Faulty rows are reported beside the touchpoints, and reading goes on; with `order`, the order is then made of its other rows.
 *
 * With `order` the file is read twice, first to count the rows of each order: then the first chunks hold nothing and `totalBytes` is twice the file's size.
 * @throws RAPPORT_BAD_FILE if the file is missing, unreadable or empty, or lacks a column; RAPPORT_BAD_REQUEST for a bad currency or date format
 */
export async function* readOrders(path: string, options: OrdersFileOptions): AsyncGenerator<Chunk<Touchpoint>> {
  const { identity = 'user-id', currency = 'EUR' } = options;
  if (!isCurrency(currency)) throw new RapportError('RAPPORT_BAD_REQUEST', `${currency} is not a currency of ISO 4217, such as EUR`);
  const layout = await tableLayout(path, options);
  const reader = rowReader(options, layout.columns, layout.width);
  const drafting = { identity, currency, withItems: options.product !== undefined || options.category !== undefined };
  const chunk = new ChunkBuilder<Touchpoint>();

  let orders: OrderGatherer = new OrdersByRow(drafting, chunk);
  let before = 0;
  if (options.order !== undefined) {
    const rowsOf = new OccurrenceCounter();
    for await (const block of readRows(path, layout)) {
      countRows(block, reader, rowsOf);
      before = block.totalBytes;
      yield chunk.take({ line: 0, bytes: block.bytes, totalBytes: 2 * before });
    }
    orders = new OrdersById(rowsOf, { ...drafting, labels: { customer: columnLabel(options.customer), amount: columnLabel(options.amount) } }, chunk);
  }

  let progress: Progress = { line: 0, bytes: before, totalBytes: before };
  for await (const { found, line, bytes, totalBytes } of readRows(path, layout)) {
    for (const record of found) {
      progress = { line: record.line, bytes: before + bytes, totalBytes: before + totalBytes };
      if ('errors' in record) {
        chunk.fault(record);
      } else {
        const row = reader.read(record.cells);
        if ('errors' in row) chunk.fault(lineFault(record.line, record.raw, ...row.errors));
        orders.add(record, 'errors' in row ? undefined : row, reader.orderOf(record.cells));
      }
      if (chunk.full) yield chunk.take(progress);
    }
    progress = { ...progress, line };
  }
  orders.finish?.();
  yield chunk.take(progress);
}

/** The records after the header. */
async function* readRows(path: string, { separator, hasHeader }: TableLayout): AsyncGenerator<RecordBlock> {
  let atHeader = hasHeader;
  for await (const block of readRecords(path, separator)) {
    const header = atHeader ? block.found.findIndex((record) => 'cells' in record) : -1;
    atHeader &&= header < 0;
    yield header < 0 ? block : { ...block, found: block.found.toSpliced(header, 1) };
  }
}

/** Rows of one order often follow each other: it is looked up once for all of them. */
function countRows({ found }: RecordBlock, reader: RowReader, rowsOf: OccurrenceCounter): void {
  let order: string | undefined;
  let rows = 0;
  for (const record of found) {
    if (!('cells' in record)) continue;
    const own = reader.orderOf(record.cells);
    if (own === order) {
      rows += 1;
      continue;
    }
    if (order !== undefined) rowsOf.add(orderUuid(order), rows);
    order = own;
    rows = 1;
  }
  if (order !== undefined) rowsOf.add(orderUuid(order), rows);
}
