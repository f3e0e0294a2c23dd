import { FieldResolver, Int, Resolver } from 'type-graphql';
import { InstallationLimitsType } from '../installations/installation-limits.type.ts';
import { KEYS_PER_INSTALLATION } from './api-key.rules.ts';

@Resolver(() => InstallationLimitsType)
export class ApiKeyLimitResolver {
  @FieldResolver(() => Int, { description: 'Maximum number of API keys that are not revoked.' })
  apiKeys(): number {
    return KEYS_PER_INSTALLATION;
  }
}
