import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLError,
  type GraphQLField,
  GraphQLNonNull,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  GraphQLString,
  getDirectiveValues,
  getNamedType,
  isObjectType,
  type ValidationRule,
} from 'graphql';
import type { IdempotentCall, RequestContext } from '../kernel/context.ts';
import { RequestError } from '../kernel/errors.ts';
import { AlreadyDone, type Outcome } from '../kernel/idempotency.ts';
import { digest } from '../kernel/secrets.ts';
import { isStorable } from '../kernel/text.rules.ts';
import { authorize, permissionOf } from './authorization.ts';
import type { GraphContext } from './context.ts';
import { parseGlobalId } from './global-id.ts';
import { forgetLoaded } from './loader.ts';
import type { NodeType } from './node.resolver.ts';
import { selectedFields } from './selection.ts';

const MOST_CHARACTERS = 255;

export const IDEMPOTENT = new GraphQLDirective({
  name: 'idempotent',
  description:
    'Makes a mutation take effect once, however often you send it: for 24 hours, a call of the same mutation with the same key changes nothing more, and returns what the first one did. Over HTTP, an operation with a single mutation can send the header `Idempotency-Key` instead. The same key with another `input` is refused with IDEMPOTENCY_CONFLICT. A mutation that was refused with `userErrors` can be sent again with the same key.',
  locations: [DirectiveLocation.FIELD],
  args: {
    key: {
      type: new GraphQLNonNull(GraphQLString),
      description: `Text of at most ${MOST_CHARACTERS} characters that you choose, for example a UUID. Each caller has their own keys.`,
    },
  },
});

/** At another field the directive would have no effect, and its client would not know. */
export const IdempotentAtMutations: ValidationRule = (context) => ({
  Field(node) {
    const directive = node.directives?.find(({ name }) => name.value === IDEMPOTENT.name);
    if (directive && context.getParentType() !== context.getSchema().getMutationType())
      context.reportError(
        new GraphQLError('Directive "@idempotent" is for fields of Mutation.', { nodes: directive }),
      );
  },
});

/** What is known of idempotent calls. */
interface Calls {
  outcome(ctx: RequestContext, call: IdempotentCall): Promise<Outcome | null>;
  keep(ctx: RequestContext, call: IdempotentCall, outcome: Outcome): Promise<void>;
}

type MutationField = GraphQLField<unknown, GraphContext>;

/** Makes every mutation idempotent on request. */
export function idempotent(
  schema: GraphQLSchema,
  calls: Calls,
  nodes: Readonly<Record<string, NodeType>>,
): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const permission = permissionOf(`Mutation.${field.name}`);
    const { resolve } = field;
    const { object, secret } = resultFieldsOf(field);
    if (!resolve) throw new Error(`${field.name} has no resolver`);
    field.resolve = async (source, args, context: GraphContext, info) => {
      // What mutations before it in the operation have loaded may change now.
      forgetLoaded(context);
      authorize(context.request.caller, permission);
      const key = keyOf(info, context);
      if (key === null) return resolve(source, args, context, info);
      const call = { mutation: field.name, key, inputDigest: digest(stableJson(args.input)) };
      const request: RequestContext = { ...context.request, idempotentCall: call };
      const again = async ({ id, secret: shown }: Outcome) => ({
        [object.name]:
          (await nodes[object.type]?.find(context, id, selectedFields(info, object.name))) ?? null,
        ...(secret && { [secret]: shown ?? null }),
        userErrors: [],
      });
      const known = await calls.outcome(request, call);
      if (known) return again(known);
      try {
        const result = (await resolve(source, args, { ...context, request }, info)) as Result;
        const changed = result[object.name] as { id: string } | null;
        if (changed) await calls.keep(request, call, { id: parseGlobalId(changed.id)?.id ?? '' });
        return result;
      } catch (error) {
        if (error instanceof AlreadyDone) return again(error.outcome);
        throw error;
      }
    };
  }
  return schema;
}

type Result = Readonly<Record<string, unknown>>;

/** The changed object of a payload, and the value that is shown only once. */
function resultFieldsOf({ name, type }: MutationField): {
  object: { name: string; type: string };
  secret: string | null;
} {
  const payload = getNamedType(type);
  const fields = isObjectType(payload) ? Object.values(payload.getFields()) : [];
  const object = fields.find((field) => isNode(field.type));
  if (!object) throw new Error(`${name} returns no object with an id`);
  const secret = fields.find((field) => field.name !== 'userErrors' && field !== object);
  return {
    object: { name: object.name, type: getNamedType(object.type).name },
    secret: secret?.name ?? null,
  };
}

function isNode(type: GraphQLOutputType): boolean {
  const named = getNamedType(type);
  return isObjectType(named) && named.getInterfaces().some(({ name }) => name === 'Node');
}

function keyOf({ fieldNodes, variableValues }: GraphQLResolveInfo, context: GraphContext): string | null {
  let key = context.idempotencyKey;
  for (const node of fieldNodes)
    key = (getDirectiveValues(IDEMPOTENT, node, variableValues)?.key as string | undefined) ?? key;
  if (key !== null && (key === '' || [...key].length > MOST_CHARACTERS || !isStorable(key)))
    throw new RequestError(
      'BAD_USER_INPUT',
      `An idempotency key is text of 1 to ${MOST_CHARACTERS} characters.`,
    );
  return key;
}

/** The same text for the same values, whatever the order of their properties. */
const stableJson = (value: unknown): string =>
  JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
