import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../../graphql/connection.ts';
import { schemaEnum } from '../../../graphql/enum.ts';
import { globalId } from '../../../graphql/global-id.ts';
import { Node } from '../../../graphql/node.resolver.ts';
import { ContactType } from '../binding/binding.type.ts';
import type { BindingLinkRow } from './binding-link.repository.ts';
import type { BindingLinkKind } from './binding-link.rules.ts';

export const BindingLinkKindEnum = schemaEnum<BindingLinkKind>('BindingLinkKind', 'Kind of a binding link.', {
  PERSONAL_QR_CODE:
    'A QR code for one contact. Who scans it first is bound to the contact; they follow the account by the scan, or follow it already.',
  REGISTRATION_PAGE:
    'A page for anybody. A follower who opens it in WeChat gives their e-mail address, and is bound to the contact with that address; if no contact has it, Qiao creates it.',
});

@ObjectType('BindingLink', {
  implements: Node,
  description: 'A QR code or a page by which followers of an official account are bound to contacts.',
  simpleResolvers: true,
})
export class BindingLinkType
  extends Node
  implements Pick<BindingLinkRow, 'kind' | 'label' | 'expiresAt' | 'usedAt' | 'usedCount' | 'createdAt'>
{
  @Field(() => ID, { description: 'Global ID: stable and opaque. Pass it to `node`; do not parse it.' })
  declare id: string;

  @Field(() => BindingLinkKindEnum, { description: 'What the link is.' })
  kind!: BindingLinkKind;

  @Field(() => String, {
    description: 'Where the link leads. PERSONAL_QR_CODE: only WeChat can open it, by scanning `qrCodeSvg`.',
  })
  url!: string;

  @Field(() => ContactType, {
    nullable: true,
    description: 'The contact of a PERSONAL_QR_CODE; null for a REGISTRATION_PAGE.',
  })
  contact!: ContactType | null;

  @Field(() => String, {
    nullable: true,
    description: 'What people call the link; null if they gave no label.',
  })
  label!: string | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'When the code expires, thirty days after it was made; null for a REGISTRATION_PAGE, which does not expire.',
  })
  expiresAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it last bound a follower; null if it has bound nobody.',
  })
  usedAt!: Date | null;

  @Field(() => Int, { description: 'How many followers it has bound; at most 1 with PERSONAL_QR_CODE.' })
  usedCount!: number;

  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;

  /** For field resolvers; not in the schema. */
  row!: BindingLinkRow;
}

export const { Connection: BindingLinkConnectionType } = connectionTypes('BindingLink', BindingLinkType);

export function toBindingLinkType(row: BindingLinkRow, url: string): BindingLinkType {
  const { kind, label, expiresAt, usedAt, usedCount, createdAt, contactId } = row;
  return {
    ...{
      id: globalId('BindingLink', row.id),
      kind,
      url,
      label,
      expiresAt,
      usedAt,
      usedCount,
      createdAt,
      row,
    },
    contact: contactId === null ? null : { id: contactId },
  };
}
