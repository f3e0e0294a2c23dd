import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Authorized, Ctx, Field, ID, Info, InterfaceType, Query, Resolver } from 'type-graphql';
import { RequestError } from '../kernel/errors.ts';
import { isId } from '../kernel/ids.ts';
import { may, type Permission } from '../kernel/permissions.ts';
import type { GraphContext } from './context.ts';
import { Cost } from './cost.ts';
import { parseGlobalId } from './global-id.ts';
import { selectedFields } from './selection.ts';

@InterfaceType('Node', {
  description: 'An object with a global ID. Fetch it again with `node(id:)`.',
  autoRegisterImplementations: true,
  resolveType: ({ id }: Node) => parseGlobalId(id)?.type,
})
export abstract class Node {
  @Field(() => ID, {
    description: 'Global ID: stable and opaque, for example `T2ZmaWNpYWxBY2NvdW50OjAxOTg…`. Do not parse it.',
  })
  id!: string;
}

const MAX_IDS = 100;

/** How to find objects of one type by their own id, and which permission that needs. */
export interface NodeType {
  /** For callers without it, objects of the type do not exist. */
  readonly permission: Permission;
  /** Its ids are the marketing platform's; all other types have ids of ours. */
  readonly external?: true;
  /**
   * Returns null if the object does not exist, or the caller has no access to it.
   *
   * @param fields names of the fields that are asked for
   */
  readonly find: (context: GraphContext, id: string, fields: ReadonlySet<string>) => Promise<object | null>;
}

@Resolver()
export class NodeResolver {
  /** Keyed by the name of the type in the schema. */
  constructor(private readonly types: Readonly<Record<string, NodeType>>) {}

  @Authorized('SIGNED_IN')
  @Query(() => Node, {
    nullable: true,
    description:
      'Fetches one object by its global ID; null if no object has this ID, or you do not have access to it.',
  })
  async node(
    @Ctx() context: GraphContext,
    @Arg('id', () => ID, { description: 'The `id` of the object.' }) id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    return this.find(context, id, selectedFields(info));
  }

  @Authorized('SIGNED_IN')
  @Cost({ sizedBy: 'ids' })
  @Query(() => [Node], {
    nullable: 'items',
    description:
      'Fetches objects by their global IDs, in the order of `ids`. An item is null if no object has this ID, or you do not have access to it.',
  })
  async nodes(
    @Ctx() context: GraphContext,
    @Arg('ids', () => [ID], { description: `At most ${MAX_IDS} global IDs.` }) ids: string[],
    @Info() info: GraphQLResolveInfo,
  ): Promise<(object | null)[]> {
    if (ids.length > MAX_IDS) throw new RequestError('BAD_USER_INPUT', `Ask for at most ${MAX_IDS} ids.`);
    const fields = selectedFields(info);
    return Promise.all(ids.map((id) => this.find(context, id, fields)));
  }

  private async find(context: GraphContext, id: string, fields: ReadonlySet<string>): Promise<object | null> {
    const parsed = parseGlobalId(id);
    const type = parsed && Object.hasOwn(this.types, parsed.type) ? this.types[parsed.type] : undefined;
    if (!parsed || !type || !(type.external || isId(parsed.id))) return null;
    return may(context.request.caller, type.permission) ? type.find(context, parsed.id, fields) : null;
  }
}
