import { Arg, Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { ConnectionArgs, type ConnectionOf, connectionOf, pageOf } from '../../graphql/connection.ts';
import type { GraphContext } from '../../graphql/context.ts';
import { AuditFilterInput, toAuditFilter } from './audit.input.ts';
import type { AuditLoaders } from './audit.loaders.ts';
import { AuditEntryConnectionType, type AuditEntryType, toAuditEntryType } from './audit-entry.type.ts';
import type { AuditTrailService } from './audit-trail.service.ts';

@Resolver()
export class AuditResolver {
  constructor(
    private readonly trail: AuditTrailService,
    private readonly loaders: AuditLoaders,
  ) {}

  @Authorized('AUDIT_READ')
  @Query(() => AuditEntryConnectionType, {
    description:
      'Lists who changed what, newest first. New entries do not shift the pages that follow a cursor.',
  })
  async auditEntries(
    @Ctx() context: GraphContext,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => AuditFilterInput, { nullable: true, description: 'Omit to list all entries.' })
    input: AuditFilterInput | null,
  ): Promise<ConnectionOf<AuditEntryType>> {
    const page = pageOf('auditEntries', args);
    const filter = toAuditFilter(input);
    return connectionOf('auditEntries', page, {
      rows: await this.trail.list(context.request, filter, page),
      node: toAuditEntryType,
      totalCount: () => this.trail.count(context.request, filter),
    });
  }

  readonly find = async (context: GraphContext, id: string): Promise<AuditEntryType | null> => {
    const entry = await this.loaders.byId.load(context, id);
    return entry && toAuditEntryType(entry);
  };
}
