import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RapportError } from '#kernel';
import { IdentityLinks, type Statement, type StatementResult } from './identity-links';

/** Take the link between two identities out of force, stated or by evidence. @throws RAPPORT_NOT_LINKED */
export class UnlinkIdentities extends Command<StatementResult> {
  constructor(readonly statement: Statement) {
    super();
  }
}

@CommandHandler(UnlinkIdentities)
export class UnlinkIdentitiesHandler implements ICommandHandler<UnlinkIdentities> {
  constructor(private readonly links: IdentityLinks) {}

  async execute({ statement }: UnlinkIdentities): Promise<StatementResult> {
    const { links } = this;
    const { a, b } = statement;
    links.check(statement);
    await links.upToDate();
    if (!(await links.directory.linked(a, b))) {
      const path = await links.directory.path(a, b);
      const detail = path ? 'no link joins the two directly; those that join them by way of others are named' : 'no link joins the two';
      throw new RapportError('RAPPORT_NOT_LINKED', detail, path ? { extra: { connectedBy: path } } : {});
    }
    const before = await links.customersOf(statement);
    const position = await links.state('identity.unlinked', statement);
    const path = await links.directory.path(a, b);
    return { ...links.result(position, [...(await links.customersOf(statement)), ...before]), ...(path ? { stillConnectedBy: path } : {}) };
  }
}
