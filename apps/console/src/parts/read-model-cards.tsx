import type { ReadModels } from '../shapes';
import { DocumentCard } from './document-card';
import { LifecycleCard } from './lifecycle-card';
import { ProfileCard } from './profile-card';
import { PurchasingCard } from './purchasing-card';
import { RfmCard } from './rfm-card';

/** Each read model has its place, so that none jumps about while the slider moves. */
const COLUMNS: readonly (readonly string[])[] = [
  ['lifecycle-position', 'profile', 'permissions', 'contacts', 'segments', 'engagement'],
  ['purchasing', 'rfm', 'churn-risk', 'customer-value', 'next-best-action', 'next-best-product'],
];

/** The order where there is one column. */
const FIRST = ['lifecycle-position', 'purchasing', 'profile'];

/** What is believed about the customer, a card for each read model. */
export function ReadModelCards({ readModels, now }: { readonly readModels: ReadModels; readonly now: number }) {
  const names = Object.keys(readModels);
  return (
    <div class="cards">
      {COLUMNS.map((column, index) => (
        <div key={index}>
          {[...column, ...names.filter((name) => isElsewhere(name, index))].map(
            (name) =>
              readModels[name] && (
                <div key={name} style={{ order: FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length }}>
                  <ReadModelCard name={name} readModels={readModels} now={now} />
                </div>
              ),
          )}
        </div>
      ))}
    </div>
  );
}

function ReadModelCard({ name, readModels, now }: { readonly name: string; readonly readModels: ReadModels; readonly now: number }) {
  const { profile, purchasing, rfm, 'lifecycle-position': lifecycle, [name]: document } = readModels;
  if (name === 'lifecycle-position' && lifecycle) return <LifecycleCard of={lifecycle} now={now} />;
  if (name === 'purchasing' && purchasing) return <PurchasingCard of={purchasing} />;
  if (name === 'profile' && profile) return <ProfileCard of={profile} now={now} />;
  if (name === 'rfm' && rfm) return <RfmCard of={rfm} currency={purchasing?.currency} />;
  return document ? <DocumentCard name={name} of={document} /> : null;
}

/** A read model that this file does not know stands in one of the columns, always the same one. */
function isElsewhere(name: string, column: number): boolean {
  return !COLUMNS.some((known) => known.includes(name)) && name.length % COLUMNS.length === column;
}
