import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { schemaEnum } from '../../../graphql/enum.ts';
import { globalId } from '../../../graphql/global-id.ts';
import { Node } from '../../../graphql/node.resolver.ts';
import type { AdoptionRow } from './contact-adoption.repository.ts';
import type { AdoptionCounts, AdoptionFailure, AdoptionStatus } from './contact-adoption.rules.ts';

export const AdoptionStatusEnum = schemaEnum<AdoptionStatus>('AdoptionStatus', 'Status of an adoption.', {
  RUNNING: 'Qiao reads the contacts, or binds followers.',
  COMPLETED: 'All contacts were read.',
  FAILED: 'It ended before all contacts were read; see `failure`. Followers who were bound stay bound.',
});

export const AdoptionFailureEnum = schemaEnum<AdoptionFailure>('AdoptionFailure', 'Why an adoption failed.', {
  FIELD_GONE: 'The contact field is gone, or another one was mapped meanwhile.',
  CONNECTION_LOST: 'Qiao is not connected to the marketing platform; see `installation`.',
  REFUSED: 'The user who connected Qiao may not read contacts in the marketing platform.',
  PLATFORM_UNAVAILABLE: 'The marketing platform did not answer for too long. Start again later.',
});

@ObjectType('ContactAdoption', {
  implements: Node,
  description:
    'One reading of all contacts whose OpenID or UnionID field has a value. Each of them counts once, in one of five numbers.',
  simpleResolvers: true,
})
export class ContactAdoptionType extends Node implements AdoptionCounts {
  @Field(() => ID, { description: 'Global ID: stable and opaque. Pass it to `node`; do not parse it.' })
  declare id: string;

  @Field(() => AdoptionStatusEnum, { description: 'Whether it is running, or how it ended.' })
  status!: AdoptionStatus;

  @Field(() => AdoptionFailureEnum, { nullable: true, description: 'Why it failed; null unless FAILED.' })
  failure!: AdoptionFailure | null;

  @Field(() => Boolean, { description: 'True if it only counts, and binds nobody.' })
  dryRun!: boolean;

  @Field(() => Int, {
    description: 'Contacts that belong to a follower of the account, who is bound to them at the end.',
  })
  matched!: number;

  @Field(() => Int, { description: 'Contacts with the ID of somebody who is no follower, or not any more.' })
  stale!: number;

  @Field(() => Int, {
    description:
      'Contacts with the same ID as another contact; their follower is in CONFLICT. Also contacts that are bound to another follower, or whose follower is bound to another contact.',
  })
  duplicate!: number;

  @Field(() => Int, { description: 'Contacts whose OpenID field has a text that is no OpenID.' })
  malformed!: number;

  @Field(() => Int, { description: 'Contacts with the OpenID of a follower of another official account.' })
  ofAnotherAccount!: number;

  @Field(() => Date, { description: 'When it started.' })
  startedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it ended; null while it is RUNNING.' })
  endedAt!: Date | null;
}

@InputType({ description: 'The account, and whether to bind.' })
export class AdoptExistingContactsInput {
  @Field(() => ID, { description: "The account's global ID. It needs an OpenID field." })
  accountId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only count, and bind nobody. Default: false.',
  })
  dryRun?: boolean | null;
}

export function toContactAdoptionType(row: AdoptionRow): ContactAdoptionType {
  const { status, failure, dryRun, matched, stale, duplicate, malformed, ofAnotherAccount } = row;
  const { startedAt, endedAt } = row;
  return {
    ...{ id: globalId('ContactAdoption', row.id), status, failure, dryRun, startedAt, endedAt },
    ...{ matched, stale, duplicate, malformed, ofAnotherAccount },
  };
}
