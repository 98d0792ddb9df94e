import type { ComponentType } from 'preact';
import { ComparePage } from './pages/compare';
import { CustomerPage } from './pages/customer';
import { CustomersPage } from './pages/customers';
import { EventPage } from './pages/event';
import { EventTypePage } from './pages/event-type';
import { EventTypesPage } from './pages/event-types';
import { EventsPage } from './pages/events';
import { HomePage } from './pages/home';
import { ProjectionPage } from './pages/projection';
import { ProjectionsPage } from './pages/projections';
import { QuarantinePage } from './pages/quarantine';
import { StreamPage } from './pages/stream';
import { SubscribersPage } from './pages/subscribers';
import type { Params } from './router';

export interface Route {
  readonly path: string;
  readonly page: ComponentType<Params>;
  /** In the navigation, under this name and behind `g` and this key. */
  readonly nav?: { readonly name: string; readonly key: string; readonly group: 'Customers' | 'Log' | 'System' };
  /** The page can be seen as of a moment: it gets the amber band, and links to it keep `at`. `known`: also as it was known then. */
  readonly asOf?: 'at' | 'known';
}

export const ROUTES: readonly Route[] = [
  { path: '/', page: HomePage, asOf: 'at', nav: { name: 'Home', key: 'h', group: 'Customers' } },
  { path: '/customers', page: CustomersPage, asOf: 'at', nav: { name: 'Customers', key: 'c', group: 'Customers' } },
  { path: '/customers/:id', page: CustomerPage, asOf: 'known' },
  { path: '/customers/:id/compare', page: ComparePage },
  { path: '/events', page: EventsPage, nav: { name: 'Events', key: 'e', group: 'Log' } },
  { path: '/events/:position', page: EventPage },
  { path: '/streams/:name', page: StreamPage },
  { path: '/event-types', page: EventTypesPage, nav: { name: 'Event types', key: 't', group: 'Log' } },
  { path: '/event-types/:type', page: EventTypePage },
  { path: '/quarantine', page: QuarantinePage, nav: { name: 'Quarantine', key: 'q', group: 'Log' } },
  { path: '/projections', page: ProjectionsPage, nav: { name: 'Projections', key: 'p', group: 'System' } },
  { path: '/projections/:name', page: ProjectionPage },
  { path: '/subscribers', page: SubscribersPage, nav: { name: 'Subscribers', key: 's', group: 'System' } },
];
