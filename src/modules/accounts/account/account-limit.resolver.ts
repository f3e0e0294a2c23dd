import { FieldResolver, Int, Resolver } from 'type-graphql';
import { InstallationLimitsType } from '../../installations/installation-limits.type.ts';
import { DRAFTS_PER_INSTALLATION } from './official-account.rules.ts';

@Resolver(() => InstallationLimitsType)
export class AccountLimitResolver {
  @FieldResolver(() => Int, {
    description:
      'Maximum number of official accounts that were never authorized: those with the status DRAFT.',
  })
  draftAccounts(): number {
    return DRAFTS_PER_INSTALLATION;
  }
}
