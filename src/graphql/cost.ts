import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { Extensions } from 'type-graphql';
import { DEFAULT_PAGE, LARGEST_PAGE } from './connection.ts';

/** How much one point buys. */
const OBJECTS_PER_POINT = 10;
const MUTATION_POINTS = 10;
/** Introspection calls nothing, so a point buys more of it. What common tools ask costs some 400 points. */
const INTROSPECTED_FIELDS_PER_POINT = 400;
/** How many items the lists of introspection have in this schema, as far as cost is concerned. */
const INTROSPECTED_SIZES = new Map([
  ['types', 150],
  ['fields', 8],
  ['args', 2],
  ['inputFields', 4],
  ['enumValues', 4],
  ['possibleTypes', 2],
  ['directives', 6],
]);

interface Price {
  /** Added each time the field is resolved: it draws, calls a vendor, or returns a long list of values. */
  readonly points?: number;
  /** For a list without pages: how many items it has at most, as far as cost is concerned. */
  readonly size?: number;
  /** For a list without pages: the argument whose number of items it has. */
  readonly sizedBy?: string;
}

/** What a field costs beside the objects that it may return. Every list that has no pages needs a size. */
export const Cost = (price: Price): MethodDecorator & PropertyDecorator =>
  Extensions({ cost: price }) as never;

type Variables = Readonly<Record<string, unknown>>;
type Field = GraphQLField<unknown, unknown>;
type Selected = Map<string, FieldNode[]>;

/**
 * The price of one operation, from its document and variables alone. One point is ten objects: those with an ID count,
 * page sizes multiply; values of an object are free.
 */
export class OperationCost {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
    private readonly variables: Variables,
  ) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
  }

  /** Points if every list is as long as it may be; at least 1. */
  requested(): number {
    return points(this.price(this.root(), [this.operation.selectionSet], undefined));
  }

  /** Points of what was returned. */
  actual(data: unknown): number {
    return points(this.price(this.root(), [this.operation.selectionSet], data));
  }

  private root(): GraphQLObjectType {
    const root = this.schema.getRootType(this.operation.operation);
    if (!root) throw new Error(`the schema has no ${this.operation.operation}`);
    return root;
  }

  /**
   * In objects.
   *
   * @param data what was returned for this object; undefined: everything that may be
   * @param page how many items the connection has, of which this is the type
   */
  private price(type: GraphQLNamedType, sets: readonly SelectionSetNode[], data: unknown, page = 1): number {
    if (data === null) return 0;
    const concrete = isAbstractType(type)
      ? this.schema.getPossibleTypes(type)
      : isObjectType(type)
        ? [type]
        : [];
    // What was returned is of one type, and only its fields are there.
    return Math.max(0, ...concrete.map((one) => this.priceOfFields(one, sets, data, page)));
  }

  private priceOfFields(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    data: unknown,
    page: number,
  ): number {
    let total = 0;
    for (const [key, nodes] of this.collect(type, sets, new Map())) {
      const [node] = nodes;
      if (!node) continue;
      const value = data === undefined ? undefined : ((data as Variables)[key] ?? null);
      total += this.priceOfField(type, node, nodes, value, page);
    }
    return total;
  }

  private priceOfField(
    parent: GraphQLObjectType,
    node: FieldNode,
    nodes: readonly FieldNode[],
    value: unknown,
    page: number,
  ): number {
    const name = node.name.value;
    if (name === '__schema' || name === '__type') return this.priceOfIntrospection(name, nodes);
    const field = parent.getFields()[name];
    if (!field) return 0;
    const { points: extra = parent === this.schema.getMutationType() ? MUTATION_POINTS : 0 } = priceOf(field);
    const own = extra * OBJECTS_PER_POINT;
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (sets.length === 0) return own;
    const type = getNamedType(field.type);
    const each = isNode(type) ? 1 : 0;
    const isList = isListType(getNullableType(field.type));
    if (value === undefined) {
      const size = isList ? (this.sizeOf(field, node) ?? page) : 1;
      const below = this.price(type, sets, undefined, isList ? 1 : (this.sizeOf(field, node) ?? 1));
      return own + size * (each + below);
    }
    const items = isList ? ((value ?? []) as readonly unknown[]) : [value];
    return items.reduce<number>(
      (sum, item) => (item === null ? sum : sum + each + this.price(type, sets, item)),
      own,
    );
  }

  /** The same before and after, because nobody looks at what was returned. */
  private priceOfIntrospection(name: string, nodes: readonly FieldNode[]): number {
    const root = this.schema.getType(name === '__schema' ? '__Schema' : '__Type');
    const fields = isObjectType(root) ? this.introspected(root, nodes) : 0;
    return (fields / INTROSPECTED_FIELDS_PER_POINT) * OBJECTS_PER_POINT;
  }

  /** How many fields are read below some nodes of the type. */
  private introspected(type: GraphQLObjectType, nodes: readonly FieldNode[]): number {
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    let total = 0;
    for (const below of this.collect(type, sets, new Map()).values()) {
      const name = below[0]?.name.value ?? '';
      const field = type.getFields()[name];
      const inner = field && getNamedType(field.type);
      total +=
        1 + (isObjectType(inner) ? (INTROSPECTED_SIZES.get(name) ?? 1) * this.introspected(inner, below) : 0);
    }
    return total;
  }

  /** How many items a field has at most; undefined if nothing says so. */
  private sizeOf(field: Field, node: FieldNode): number | undefined {
    const { size, sizedBy } = priceOf(field);
    if (size !== undefined) return size;
    if (sizedBy !== undefined) {
      const given = this.argument(node, sizedBy);
      return Array.isArray(given) ? given.length : 1;
    }
    if (!field.args.some(({ name }) => name === 'first')) return undefined;
    const asked = this.argument(node, 'first') ?? this.argument(node, 'last') ?? DEFAULT_PAGE;
    // More is refused when the list is read.
    return typeof asked === 'number' ? Math.min(Math.max(asked, 0), LARGEST_PAGE) : LARGEST_PAGE;
  }

  private argument(node: FieldNode, name: string): unknown {
    const given = node.arguments?.find((argument) => argument.name.value === name);
    return given ? this.valueOf(given.value) : undefined;
  }

  private valueOf(value: ValueNode): unknown {
    if (value.kind !== Kind.VARIABLE) return valueFromASTUntyped(value, this.variables);
    const name = value.name.value;
    if (Object.hasOwn(this.variables, name)) return this.variables[name];
    const definition = this.operation.variableDefinitions?.find((one) => one.variable.name.value === name);
    return definition?.defaultValue && valueFromASTUntyped(definition.defaultValue);
  }

  /** The fields of a type by the name that they have in the answer. */
  private collect(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    into: Selected,
    seen = new Set<string>(),
  ): Selected {
    for (const { selections } of sets)
      for (const selection of selections) {
        if (!this.isIncluded(selection)) continue;
        if (selection.kind === Kind.FIELD) {
          const key = selection.alias?.value ?? selection.name.value;
          into.set(key, [...(into.get(key) ?? []), selection]);
          continue;
        }
        let fragment: Pick<FragmentDefinitionNode, 'selectionSet'> & {
          typeCondition?: FragmentDefinitionNode['typeCondition'] | undefined;
        };
        if (selection.kind === Kind.INLINE_FRAGMENT) fragment = selection;
        else {
          const found = this.fragments.get(selection.name.value);
          if (!found || seen.has(selection.name.value)) continue;
          seen.add(selection.name.value);
          fragment = found;
        }
        if (this.applies(fragment.typeCondition?.name.value, type))
          this.collect(type, [fragment.selectionSet], into, seen);
      }
    return into;
  }

  private applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const asked = this.schema.getType(condition);
    return isAbstractType(asked) && this.schema.isSubType(asked, type);
  }

  private isIncluded({ directives = [] }: SelectionSetNode['selections'][number]): boolean {
    return directives.every(({ name, arguments: given = [] }) => {
      const condition = given.find((argument) => argument.name.value === 'if');
      if (!condition) return true;
      const value = this.valueOf(condition.value);
      return name.value === 'skip' ? value !== true : name.value === 'include' ? value !== false : true;
    });
  }
}

const priceOf = (field: Field): Price => (field.extensions.cost as Price | undefined) ?? {};

const isNode = (type: GraphQLNamedType): boolean =>
  type.name === 'Node' || (isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'));

const points = (objects: number): number => Math.max(1, Math.ceil(objects / OBJECTS_PER_POINT));

/** The coordinates of lists that have neither pages nor a size, so that nobody can tell what they may cost. */
export function unpricedLists(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || type.name.startsWith('__') || type.name.endsWith('Connection')) return [];
    return Object.values(type.getFields())
      .filter((field) => isListType(getNullableType(field.type)) && hasObjects(getNamedType(field.type)))
      .filter((field) => priceOf(field).size === undefined && priceOf(field).sizedBy === undefined)
      .map((field) => `${type.name}.${field.name}`);
  });
}

/** Whether it is an object with an ID, or leads to one. */
const hasObjects = (type: GraphQLNamedType): boolean =>
  isNode(type) ||
  (isObjectType(type) &&
    Object.values(type.getFields()).some((field) => isCompositeType(getNamedType(field.type))));
