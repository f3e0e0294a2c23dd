import { Field, ID, InputType } from 'type-graphql';
import type { ApiKeyScope } from '../../kernel/context.ts';
import { ApiKeyScopeEnum } from './api-key.type.ts';

@InputType({ description: 'A new API key.' })
export class CreateApiKeyInput {
  @Field(() => String, {
    description: 'For people: which program will use it. One line of at most 100 characters.',
  })
  name!: string;

  @Field(() => [ApiKeyScopeEnum], { description: 'What it may do: at least one. They cannot be changed.' })
  scopes!: ApiKeyScope[];

  @Field(() => Date, { nullable: true, description: 'When it ends by itself; omitted: never.' })
  expiresAt?: Date | null;
}

@InputType({ description: 'Which API key to revoke.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'The key.' })
  apiKeyId!: string;
}
