import { camelCase, spaced } from './names';
import type { Files } from './source-tree';

/** A projection that works, with its spec, to be changed into the one that is wanted. */
export function projectionFiles(name: string, room: string): Files {
  const constant = camelCase(name);
  const folder = `libs/${room}/${name}`;
  return {
    [`${folder}/index.ts`]: `export * from './${name}.projection';\n`,
    [`${folder}/${name}.projection.ts`]: `import { formatTime, type Moment } from '#kernel';
import { defineProjection } from '#projections';

interface State {
  orders: number;
  last: Moment | null;
}

/** What this read model says of a customer. So far: how many orders, and when the last was. The order of arrival does not matter to a count and a maximum. */
export const ${constant} = defineProjection<State>({
  name: '${name}',
  version: 1,
  summary: 'Orders, and when the last was',
  orderMatters: false,
  fields: { orders: 'number', lastAt: 'time' },
  initial: () => ({ orders: 0, last: null }),
  on: {
    'commerce.order-completed': (state, { occurredAt }) => {
      state.orders += 1;
      state.last = Math.max(state.last ?? -Infinity, occurredAt);
    },
  },
  view: ({ orders, last }) => (last === null ? undefined : { orders, lastAt: formatTime(last) }),
});
`,
    [`${folder}/${name}.projection.spec.ts`]: `import { formatTime, type Moment } from '#kernel';
import { documentOf, foldHistory } from '#projections';
import type { JsonObject } from '#read-models';
import type { RecordedEvent } from '#touchpoints';
import { ${constant} } from './${name}.projection';

const NOW = Date.UTC(2026, 5, 1);
let position = 0n;

function order(occurredAt: Moment): RecordedEvent {
  position += 1n;
  const orderId = \`order-\${position}\`;
  return {
    id: orderId, type: 'commerce.order-completed', stream: 'identity-ann', revision: 0, position, occurredAt, recordedAt: occurredAt, receivedAt: occurredAt, schemaVersion: 1,
    initiator: 'customer', identities: [{ kind: 'user-id', value: 'ann' }], data: { orderId, total: 10, currency: 'EUR' },
  };
}

function after(...history: readonly RecordedEvent[]): JsonObject | undefined {
  return documentOf(${constant}, foldHistory(${constant}, history), { customer: { id: 'ann', members: [] }, at: NOW, position });
}

describe('${spaced(name)}', () => {
  it('is not there before there is anything to say', () => {
    expect(after()).toBeUndefined();
  });

  it('counts orders and knows the last', () => {
    const [march, may] = [Date.UTC(2026, 2, 1), Date.UTC(2026, 4, 1)];
    expect(after(order(may), order(march))).toMatchObject({ orders: 2, lastAt: formatTime(may) });
  });
});
`,
  };
}
