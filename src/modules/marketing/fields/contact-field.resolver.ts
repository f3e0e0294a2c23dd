import { Arg, Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import {
  BY_NAME,
  type ConnectionOf,
  ForwardArgs,
  orderedConnectionOf,
  orderedPageOf,
} from '../../../graphql/connection.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import type { MarketingLoaders } from '../catalogue/marketing.loaders.ts';
import type { FieldPurpose } from './contact-field.rules.ts';
import type { ContactFieldService } from './contact-field.service.ts';
import {
  ContactFieldConnectionType,
  ContactFieldType,
  FieldPurposeEnum,
  toContactFieldType,
} from './contact-field.type.ts';

@Resolver(() => ContactFieldType)
export class ContactFieldResolver {
  constructor(
    private readonly service: ContactFieldService,
    private readonly loaders: MarketingLoaders,
  ) {}

  @Authorized('ACCOUNTS_READ')
  @Query(() => ContactFieldConnectionType, {
    description:
      'Lists the contact fields of the marketing platform, ordered by name. Qiao reads them from there at most once a minute. If the marketing platform is unreachable, the cached values are returned as STALE.',
  })
  async contactFields(
    @Ctx() context: GraphContext,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Arg('purpose', () => FieldPurposeEnum, {
      nullable: true,
      description: 'Only fields that can be mapped for this purpose.',
    })
    purpose: FieldPurpose | null,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of `name` or `internalName`. Not case-sensitive.',
    })
    search: string | null,
  ): Promise<ConnectionOf<ContactFieldType>> {
    const filter = { purpose, search };
    const page = orderedPageOf('contactFields', args, BY_NAME);
    return orderedConnectionOf('contactFields', page, BY_NAME, {
      rows: await this.service.list(context.request, filter, page),
      node: toContactFieldType,
      totalCount: () => this.service.count(context.request, filter),
    });
  }

  readonly find = async (context: GraphContext, id: string): Promise<ContactFieldType | null> => {
    const view = await this.loaders.contactField.load(context, id);
    return view && toContactFieldType(view);
  };
}
