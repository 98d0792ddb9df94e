import { titled } from '../format';
import type { Document } from '../shapes';
import { Card } from './card';
import { Fields, Reasons } from './field-value';

const MADE_OF = ['customerId', 'asOf', 'position', 'version', 'reasons'];

/** Any read model: its fields as they are, with the reasons that it gives as sentences. */
export function DocumentCard({ name, of }: { readonly name: string; readonly of: Document }) {
  const currency = of['currency'];
  const reasons = of['reasons'];
  const listed = Array.isArray(reasons);
  return (
    <Card title={titled(name)} of={of} foldable>
      <Fields of={of} currency={typeof currency === 'string' ? currency : undefined} without={listed ? MADE_OF : MADE_OF.slice(0, 4)} />
      {listed && <Reasons of={reasons} />}
    </Card>
  );
}
