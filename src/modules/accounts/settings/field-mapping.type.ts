import { Field, ObjectType } from 'type-graphql';
import type { FieldPurpose } from '../../marketing/fields/contact-field.rules.ts';
import { FieldPurposeEnum } from '../../marketing/fields/contact-field.type.ts';
import type { AccountRow } from '../account/account-row.repository.ts';
import { MAPPED_FIELDS, PURPOSE_OF } from './mapping.rules.ts';

@ObjectType('FieldMapping', {
  description: 'Maps one kind of follower data to a contact field.',
  simpleResolvers: true,
})
export class FieldMappingType {
  @Field(() => FieldPurposeEnum, { description: 'What the contact field stores.' })
  purpose!: FieldPurpose;

  /** For field resolvers; not in the schema. */
  fieldId!: string;
}

/** The mapped fields, by purpose. */
export const mappingsOf = (row: AccountRow): FieldMappingType[] =>
  MAPPED_FIELDS.flatMap((field) => {
    const fieldId = row[field];
    return fieldId === null ? [] : [{ purpose: PURPOSE_OF[field], fieldId }];
  });
