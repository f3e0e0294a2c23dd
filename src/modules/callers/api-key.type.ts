import { Field, ID, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.ts';
import { schemaEnum } from '../../graphql/enum.ts';
import { globalId } from '../../graphql/global-id.ts';
import { Node } from '../../graphql/node.resolver.ts';
import type { ApiKeyScope } from '../../kernel/context.ts';
import type { ApiKey } from './api-key.entity.ts';

export const ApiKeyScopeEnum = schemaEnum<ApiKeyScope>(
  'ApiKeyScope',
  'What an API key may do. No scope includes another.',
  {
    ACCOUNTS_READ: 'Read all official accounts and subscribe to their changes.',
    ACCOUNTS_WRITE:
      'Add, configure, authorize and remove official accounts, and read their authorization sessions.',
    SENDERS_WRITE: 'Configure message senders.',
    AUDIT_READ: 'Read the audit trail.',
  },
);

@ObjectType('ApiKey', {
  implements: Node,
  description:
    'A key with which one of your programs, an API client, calls this API. The secret key is shown only once, when it is created.',
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
  @Field(() => ID, { description: 'Global ID: stable and opaque. Pass it to `node`; do not parse it.' })
  declare id: string;

  @Field(() => String, { description: 'Name of the program that uses the key.' })
  name!: string;

  @Field(() => String, {
    description:
      'First characters of the secret key, for example `qiao_k3J9x2Qa`, to recognize it. They are not secret.',
  })
  prefix!: string;

  @Field(() => [ApiKeyScopeEnum], { description: 'What the key may do.' })
  scopes!: ApiKeyScope[];

  @Field(() => ID, {
    description: 'ID of the marketing user who created the key, in the marketing platform.',
  })
  createdBy!: string;

  @Field(() => Date, { description: 'When the key was created.' })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When the key expires; null if it never does.' })
  expiresAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When the key was last used, to the minute; null if never.',
  })
  lastUsedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When the key was revoked; null if it was not.' })
  revokedAt!: Date | null;
}

export const { Connection: ApiKeyConnectionType } = connectionTypes('ApiKey', ApiKeyType);

export function toApiKeyType(key: ApiKey): ApiKeyType {
  const { name, prefix, scopes, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt } = key;
  const id = globalId('ApiKey', key.id);
  return { id, name, prefix, scopes, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt };
}
