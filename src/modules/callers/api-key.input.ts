import { Field, ID, InputType } from 'type-graphql';
import type { ApiKeyScope } from '../../kernel/context.ts';
import { NAME_LIMIT } from './api-key.rules.ts';
import { ApiKeyScopeEnum } from './api-key.type.ts';

@InputType({ description: 'The API key to create.' })
export class CreateApiKeyInput {
  @Field(() => String, {
    description: `Name of the program that will use the key. One line of at most ${NAME_LIMIT} characters.`,
  })
  name!: string;

  @Field(() => [ApiKeyScopeEnum], {
    description: 'What the key may do: at least one scope. Scopes cannot be changed later.',
  })
  scopes!: ApiKeyScope[];

  @Field(() => Date, {
    nullable: true,
    description:
      'When the key expires, for example `2027-01-01T00:00:00Z`. Omit for a key that never expires.',
  })
  expiresAt?: Date | null;
}

@InputType({ description: 'The API key to revoke.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: "The key's global ID." })
  apiKeyId!: string;
}
