import { Field, ID, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.ts';
import { schemaEnum } from '../../graphql/enum.ts';
import { globalId } from '../../graphql/global-id.ts';
import { Node } from '../../graphql/node.resolver.ts';
import type { ApiKeyScope } from '../../kernel/context.ts';
import type { ApiKey } from './api-key.entity.ts';

export const ApiKeyScopeEnum = schemaEnum<ApiKeyScope>(
  'ApiKeyScope',
  'What an API key may do. None contains another.',
  {
    ACCOUNTS_READ: 'Read official accounts, all of them, and be told of their changes.',
    ACCOUNTS_WRITE:
      'Add and configure official accounts, authorize them, and read their authorization sessions.',
    SENDERS_WRITE: 'Configure message senders.',
    AUDIT_READ: 'Read the audit trail.',
  },
);

@ObjectType('ApiKey', {
  implements: Node,
  description:
    'Lets a program of yours, an API client, call the API. The key itself is shown once, when it is created.',
  simpleResolvers: true,
})
export class ApiKeyType
  extends Node
  implements
    Pick<
      ApiKey,
      'name' | 'prefix' | 'scopes' | 'createdBy' | 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'revokedAt'
    >
{
  @Field(() => ID, { description: 'Opaque and stable. Not to be taken apart.' })
  declare id: string;

  @Field(() => String, { description: 'Which program uses it.' })
  name!: string;

  @Field(() => String, { description: 'The public beginning of the key, by which you know it again.' })
  prefix!: string;

  @Field(() => [ApiKeyScopeEnum], { description: 'What it may do.' })
  scopes!: ApiKeyScope[];

  @Field(() => ID, { description: 'The marketing user who created it.' })
  createdBy!: string;

  @Field(() => Date, { description: 'When it was created.' })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it ends by itself; null: never.' })
  expiresAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was last used, to the minute; null: never.',
  })
  lastUsedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was revoked; null: it was not.' })
  revokedAt!: Date | null;
}

export const { Connection: ApiKeyConnectionType } = connectionTypes('ApiKey', ApiKeyType);

export function toApiKeyType(key: ApiKey): ApiKeyType {
  const { name, prefix, scopes, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt } = key;
  const id = globalId('ApiKey', key.id);
  return { id, name, prefix, scopes, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt };
}
