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
import { mostOf, type Priced, priceOfObject } from './priced.ts';

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

/** A document whose prices take more memory than its syntax tree is priced each time. */
const PRICES_KEPT = 200;

/** The costs of operations. Those of a document are kept with it, if no variable changes them. */
export class Costs {
  private readonly kept = new WeakMap<OperationDefinitionNode, OperationCost>();

  constructor(private readonly schema: GraphQLSchema) {}

  of(document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): OperationCost {
    const known = this.kept.get(operation);
    if (known) return known;
    const cost = new OperationCost(this.schema, document, operation, variables);
    if (!cost.usesVariables && cost.prices <= PRICES_KEPT) this.kept.set(operation, cost);
    return cost;
  }
}

/**
 * The price of one operation, from its document and variables alone. One point is ten objects: those with an ID count,
 * page sizes multiply; values of an object are free.
 */
export class OperationCost {
  /** Points if every list is as long as it may be; at least 1. */
  readonly requested: number;
  /** Whether other variables may have other prices. */
  usesVariables = false;
  /** How many fields have a price. */
  prices = 0;
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly roots: readonly (readonly Priced[])[];

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
    private readonly variables: Variables,
  ) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
    const root = schema.getRootType(operation.operation);
    if (!root) throw new Error(`the schema has no ${operation.operation}`);
    this.roots = this.pricesOf(root, [operation.selectionSet]);
    this.requested = points(mostOf(this.roots, 1));
  }

  /** Points of what was returned. */
  actual(data: unknown): number {
    return points(priceOfObject(this.roots, data));
  }

  private pricesOf(type: GraphQLNamedType, sets: readonly SelectionSetNode[]): Priced[][] {
    const concrete = isAbstractType(type)
      ? this.schema.getPossibleTypes(type)
      : isObjectType(type)
        ? [type]
        : [];
    return concrete
      .map((one) =>
        [...this.collect(one, sets, new Map())].flatMap(([key, nodes]) => this.priced(one, key, nodes) ?? []),
      )
      .filter((fields) => fields.length > 0);
  }

  /** Null for a field that is free, with all that is below it. */
  private priced(parent: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): Priced | null {
    const [node] = nodes;
    if (!node) return null;
    const name = node.name.value;
    const free = { key, own: 0, each: 0, isList: false, size: undefined, below: [] };
    const counted = (field: Priced): Priced | null => {
      if (field.own === 0 && field.each === 0 && field.below.length === 0) return null;
      this.prices += 1;
      return field;
    };
    if (name === '__schema' || name === '__type')
      return counted({ ...free, own: this.priceOfIntrospection(name, nodes) });
    const field = parent.getFields()[name];
    if (!field) return null;
    const { points: extra = parent === this.schema.getMutationType() ? MUTATION_POINTS : 0 } = priceOf(field);
    const own = extra * OBJECTS_PER_POINT;
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (sets.length === 0) return counted({ ...free, own });
    const type = getNamedType(field.type);
    return counted({
      key,
      own,
      each: isNode(type) ? 1 : 0,
      isList: isListType(getNullableType(field.type)),
      size: this.sizeOf(field, node),
      below: this.pricesOf(type, sets),
    });
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
    if (value.kind === Kind.VARIABLE || value.kind === Kind.LIST || value.kind === Kind.OBJECT)
      this.usesVariables = true;
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
