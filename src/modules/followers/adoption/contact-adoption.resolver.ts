import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { authorize } from '../../../graphql/authorization.ts';
import type { GraphContext } from '../../../graphql/context.ts';
import { localId } from '../../../graphql/global-id.ts';
import { Payload, payload } from '../../../graphql/user-error.type.ts';
import { OfficialAccountType } from '../../accounts/account/official-account.type.ts';
import type { FollowerLoaders } from '../follower.loaders.ts';
import type { ContactAdoptionService } from './contact-adoption.service.ts';
import {
  AdoptExistingContactsInput,
  ContactAdoptionType,
  toContactAdoptionType,
} from './contact-adoption.type.ts';

@ObjectType({ description: 'Result of `adoptExistingContacts`.', simpleResolvers: true })
class AdoptExistingContactsPayload extends Payload {
  @Field(() => ContactAdoptionType, {
    nullable: true,
    description: 'The adoption, which runs; null if the mutation was refused.',
  })
  contactAdoption!: ContactAdoptionType | null;
}

@Resolver(() => OfficialAccountType)
export class ContactAdoptionResolver {
  constructor(
    private readonly adoptions: ContactAdoptionService,
    private readonly loaders: FollowerLoaders,
  ) {}

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => AdoptExistingContactsPayload, {
    description:
      'Starts to read all contacts whose OpenID or UnionID field has a value, and binds the followers whose they are. Returns the adoption that runs, if one does. See `OfficialAccount.contactAdoption` for its progress.',
  })
  adoptExistingContacts(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => AdoptExistingContactsInput, { description: 'The account, and whether to bind.' })
    { accountId, dryRun }: AdoptExistingContactsInput,
  ): Promise<AdoptExistingContactsPayload> {
    const id = localId('OfficialAccount', accountId);
    return payload('contactAdoption', async () =>
      toContactAdoptionType(await this.adoptions.start(request, id, dryRun ?? false)),
    );
  }

  @FieldResolver(() => ContactAdoptionType, {
    nullable: true,
    description:
      'The latest adoption of contacts; null before the first one. API clients need the scope ACCOUNTS_READ.',
  })
  async contactAdoption(
    @Ctx() context: GraphContext,
    @Root() { row }: OfficialAccountType,
  ): Promise<ContactAdoptionType | null> {
    // An account may also be part of the answer to a mutation.
    authorize(context.request.caller, 'ACCOUNTS_READ');
    const adoption = await this.loaders.adoptionOfAccount.load(context, row.id);
    return adoption && toContactAdoptionType(adoption);
  }

  readonly find = async (context: GraphContext, id: string): Promise<ContactAdoptionType | null> => {
    const [adoption] = await this.adoptions.byIds(context.request, [id]);
    return adoption ? toContactAdoptionType(adoption) : null;
  };
}
