import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IdentityLinks, type Statement, type StatementResult } from './identity-links';

/** State that two identities are one person's. Stated again while in force, it changes nothing. */
export class LinkIdentities extends Command<StatementResult> {
  constructor(readonly statement: Statement) {
    super();
  }
}

@CommandHandler(LinkIdentities)
export class LinkIdentitiesHandler implements ICommandHandler<LinkIdentities> {
  constructor(private readonly links: IdentityLinks) {}

  async execute({ statement }: LinkIdentities): Promise<StatementResult> {
    const { links } = this;
    links.check(statement);
    const head = await links.upToDate();
    const before = await links.customersOf(statement);
    if (await links.directory.linked(statement.a, statement.b)) return links.result(head, before);
    const position = await links.state('identity.linked', statement);
    return links.result(position, [...(await links.customersOf(statement)), ...before]);
  }
}
