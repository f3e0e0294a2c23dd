import { Field, ObjectType } from 'type-graphql';
import { AuditActorType, toAuditActorType } from '../../audit/audit-entry.type.ts';
import type { AccountRow } from '../account/account-row.repository.ts';

@ObjectType('Terms', { description: 'The terms of use in force.', simpleResolvers: true })
export class TermsType {
  @Field(() => String, {
    description: 'Version of the terms, for example `2026-11`. Pass it as `acceptedTermsVersion`.',
  })
  version!: string;

  @Field(() => String, { description: 'The terms as plain text.' })
  text!: string;
}

@ObjectType('TermsAcceptance', {
  description: 'The acceptance of the terms for an official account.',
  simpleResolvers: true,
})
export class TermsAcceptanceType {
  @Field(() => String, { description: 'The accepted version.' })
  version!: string;

  @Field(() => AuditActorType, { description: 'Who accepted it.' })
  acceptedBy!: AuditActorType;

  @Field(() => Date, { description: 'When it was accepted.' })
  acceptedAt!: Date;
}

export function termsAcceptanceOf(row: AccountRow): TermsAcceptanceType | null {
  const { termsVersion: version, termsAccepterKind: kind, termsAcceptedBy: id, termsAcceptedAt } = row;
  if (!version || !kind || !id || !termsAcceptedAt) return null;
  return { version, acceptedBy: toAuditActorType(kind, id), acceptedAt: termsAcceptedAt };
}
