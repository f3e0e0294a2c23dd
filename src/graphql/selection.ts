import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

type Asking = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/** Of documents that are executed again and again. */
const known = new WeakMap<FieldNode, Map<string, ReadonlySet<string>>>();

/**
 * The names of the fields that an operation asks for, of the field itself or of what is below it at `path`, so that no
 * more is read. May contain fields of other types, and fields that `@skip` leaves out.
 */
export function selectedFields({ fieldNodes, fragments }: Asking, ...path: string[]): ReadonlySet<string> {
  const [first, ...others] = fieldNodes;
  const key = path.join('.');
  const kept = first && others.length === 0 ? known.get(first)?.get(key) : undefined;
  if (kept) return kept;
  let nodes: readonly FieldNode[] = fieldNodes;
  for (const name of path) nodes = below(nodes, fragments).filter((node) => node.name.value === name);
  const names = new Set(below(nodes, fragments).map((node) => node.name.value));
  if (first && others.length === 0) known.set(first, (known.get(first) ?? new Map()).set(key, names));
  return names;
}

function below(nodes: readonly FieldNode[], fragments: Asking['fragments']): FieldNode[] {
  const seen = new Set<string>();
  const fieldsOf = (set: SelectionSetNode | undefined): FieldNode[] =>
    (set?.selections ?? []).flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet);
      const { value: name } = selection.name;
      if (seen.has(name)) return [];
      seen.add(name);
      return fieldsOf(fragments[name]?.selectionSet);
    });
  return nodes.flatMap((node) => fieldsOf(node.selectionSet));
}
