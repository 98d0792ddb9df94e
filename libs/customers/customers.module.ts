import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { type Engines, type ProjectorControl, Visibility } from '#platform/engines';
import { ENGINES, PROJECTIONS, PROJECTOR } from '#platform/injection';
import { AsOfCollections, type ProjectionCatalogue, ReadModelQueries } from '#projections';
import { IdentityLinks } from './commands/identity-links';
import { LinkIdentitiesHandler } from './commands/link-identities.command';
import { UnlinkIdentitiesHandler } from './commands/unlink-identities.command';
import { IdentityDirectory } from './identity/identity-directory';
import { CompareMomentsHandler } from './queries/compare-moments.query';
import { CustomerReading } from './queries/customer-reading';
import { FindIdentityHandler } from './queries/find-identity.query';
import { GetCustomerHandler } from './queries/get-customer.query';
import { GetDocumentHistoryHandler } from './queries/get-document-history.query';
import { GetDocumentHandler } from './queries/get-document.query';
import { GetTimelineHandler } from './queries/get-timeline.query';
import { ListCustomersHandler } from './queries/list-customers.query';

/** Who customers are and what is known of them. */
@Module({
  imports: [CqrsModule],
  providers: [
    { provide: IdentityDirectory, inject: [ENGINES], useFactory: ({ store, identities }: Engines): IdentityDirectory => new IdentityDirectory(store, identities) },
    {
      provide: ReadModelQueries,
      inject: [ENGINES, PROJECTIONS, PROJECTOR, Visibility, IdentityDirectory],
      useFactory: ({ log, store, clock }: Engines, catalogue: ProjectionCatalogue, projector: ProjectorControl, visibility: Visibility, directory: IdentityDirectory): ReadModelQueries =>
        new ReadModelQueries({ log, store, clock, catalogue, asOf: new AsOfCollections(projector), position: () => visibility.position, customers: (ids) => directory.customers(ids), size: () => directory.size() }),
    },
    {
      provide: CustomerReading,
      inject: [ENGINES, PROJECTIONS, IdentityDirectory, ReadModelQueries, Visibility],
      useFactory: ({ log, clock }: Engines, catalogue: ProjectionCatalogue, directory: IdentityDirectory, queries: ReadModelQueries, visibility: Visibility): CustomerReading => new CustomerReading(log, clock, catalogue, directory, queries, visibility),
    },
    {
      provide: IdentityLinks,
      inject: [ENGINES, IdentityDirectory, Visibility],
      useFactory: ({ log, clock, identities, types }: Engines, directory: IdentityDirectory, visibility: Visibility): IdentityLinks => new IdentityLinks(log, clock, identities, types, directory, visibility),
    },
    LinkIdentitiesHandler, UnlinkIdentitiesHandler,
    CompareMomentsHandler, FindIdentityHandler, GetCustomerHandler, GetDocumentHandler, GetDocumentHistoryHandler, GetTimelineHandler, ListCustomersHandler,
  ],
  exports: [IdentityDirectory, ReadModelQueries, CustomerReading],
})
export class CustomersModule {}
