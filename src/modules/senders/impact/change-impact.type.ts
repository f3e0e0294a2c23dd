import { Field, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { AccountChange } from '../../accounts/dependents/account-change.rules.ts';
import type { AssessedImpact } from './change-impact.service.ts';

export const AccountChangeEnum = schemaEnum(
  'AccountChange',
  'A change to an official account that breaks its message senders. No other change does.',
  {
    REMOVE: 'The account is removed.',
    REPLACE_WECHAT_ACCOUNT: 'A different WeChat account replaces the connected one.',
    CHANGE_OPEN_ID_FIELD: 'The OpenID is mapped to a different contact field.',
  },
);

@ObjectType('ChangeImpact', {
  description:
    'What a change to an official account would break. After the change, the listed message senders must be configured again; until then, their campaigns cannot be activated.',
  simpleResolvers: true,
})
export class ChangeImpactType implements Pick<AssessedImpact, 'change' | 'expiresAt'> {
  @Field(() => AccountChangeEnum, { description: 'The planned change.' })
  change!: AccountChange;

  @Field(() => String, {
    description:
      'Confirms that the user saw this impact. Pass it to the mutation. It becomes invalid once the impact changes.',
  })
  impactToken!: string;

  @Field(() => Date, { description: 'When the token expires.' })
  expiresAt!: Date;

  /** For field resolvers; not in the schema. */
  impact!: AssessedImpact;
}

export const toChangeImpactType = (impact: AssessedImpact): ChangeImpactType => ({
  change: impact.change,
  impactToken: impact.token,
  expiresAt: impact.expiresAt,
  impact,
});
