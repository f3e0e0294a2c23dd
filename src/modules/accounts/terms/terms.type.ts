import { Field, ObjectType } from 'type-graphql';
import { AuditActorType, toAuditActorType } from '../../audit/audit-entry.type.ts';
import type { AccountRow } from '../account/official-account.repository.ts';

@ObjectType('Terms', { description: 'The terms of use in force.', simpleResolvers: true })
export class TermsType {
  @Field(() => String, { description: 'To be given as `acceptedTermsVersion`.' })
  version!: string;

  @Field(() => String, { description: 'What is accepted, as plain text.' })
  text!: string;
}

@ObjectType('TermsAcceptance', {
  description: 'That somebody accepted the terms for an official account.',
  simpleResolvers: true,
})
export class TermsAcceptanceType {
  @Field(() => String, { description: 'Which version.' })
  version!: string;

  @Field(() => AuditActorType, { description: 'Who.' })
  acceptedBy!: AuditActorType;

  @Field(() => Date, { description: 'When.' })
  acceptedAt!: Date;
}

export function termsAcceptanceOf(row: AccountRow): TermsAcceptanceType | null {
  const { termsVersion: version, termsAccepterKind: kind, termsAcceptedBy: id, termsAcceptedAt } = row;
  if (!version || !kind || !id || !termsAcceptedAt) return null;
  return { version, acceptedBy: toAuditActorType(kind, id), acceptedAt: termsAcceptedAt };
}
