import { Field, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import type { AccountChange } from '../../accounts/dependents/account-change.rules.ts';
import type { AssessedImpact } from './change-impact.service.ts';

export const AccountChangeEnum = schemaEnum(
  'AccountChange',
  'A change of an official account that breaks the message senders that send for it. No other change does.',
  {
    REMOVE: 'It is removed.',
    REPLACE_WECHAT_ACCOUNT: 'Another WeChat account takes the place of the connected one.',
    CHANGE_OPEN_ID_FIELD: 'The OpenID goes into another contact field: senders find it in the old one.',
  },
);

@ObjectType('ChangeImpact', {
  description:
    'What a change of an official account would break. Its message senders must be configured again after it; until then their campaigns cannot be activated.',
  simpleResolvers: true,
})
export class ChangeImpactType implements Pick<AssessedImpact, 'change' | 'expiresAt'> {
  @Field(() => AccountChangeEnum, { description: 'The change.' })
  change!: AccountChange;

  @Field(() => String, {
    description:
      'Give it to the mutation that makes the change: it proves that you know what breaks. Void as soon as anything else would break.',
  })
  impactToken!: string;

  @Field(() => Date, { description: 'Until when the token can be used.' })
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
