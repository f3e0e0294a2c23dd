import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { LIMITS } from './limits.ts';

/** What a selection set asks for, with the fragments that it uses. */
interface Extent {
  /** Of the deepest field. */
  readonly depth: number;
  readonly fields: number;
  /** Fields on the first level. */
  readonly width: number;
}

const NOTHING: Extent = { depth: 0, fields: 0, width: 0 };

/**
 * The limit that a document breaks; null if it keeps all. Takes time that is linear in the document, however often its
 * fragments use each other. Call it before validation, which does not.
 */
export function brokenLimit(document: DocumentNode): GraphQLError | null {
  const fault = faultOf(document);
  return fault ? new GraphQLError(fault, { extensions: { code: 'QUERY_TOO_COMPLEX' } }) : null;
}

function faultOf(document: DocumentNode): string | null {
  const { directives, aliases } = countsOf(document);
  if (directives > LIMITS.directives) return `A document has at most ${LIMITS.directives} directives.`;
  if (aliases > LIMITS.aliases)
    return `A document has at most ${LIMITS.aliases} aliases and repeated fields.`;
  const measure = new Measure(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION)
      continue;
    const { depth, fields, width } = measure.of(definition.selectionSet);
    if (fields > LIMITS.fields)
      return `An operation has at most ${LIMITS.fields} fields; each fragment counts as often as it is used.`;
    // Where a fragment is used decides how deep it may be: introspection uses deep ones.
    if (definition.kind === Kind.FRAGMENT_DEFINITION) continue;
    if (depth > LIMITS.depth) return `Fields are nested at most ${LIMITS.depth} levels deep.`;
    if (width > LIMITS.rootFields) return `An operation has at most ${LIMITS.rootFields} root fields.`;
  }
  return null;
}

/** Fragments are counted once: where they are used again under the same field, they are the same fields. */
function countsOf(document: DocumentNode): { directives: number; aliases: number } {
  let [directives, aliases] = [0, 0];
  visit(document, {
    Directive() {
      directives += 1;
    },
    SelectionSet(set, _key, parent) {
      // `flat` has looked into those already.
      if (parent && 'kind' in parent && parent.kind === Kind.INLINE_FRAGMENT) return;
      const names = new Set<string>();
      for (const field of flat(set)) {
        if (field.kind !== Kind.FIELD) continue;
        const name = field.alias?.value ?? field.name.value;
        if (field.alias || names.has(name)) aliases += 1;
        names.add(name);
      }
    },
  });
  return { directives, aliases };
}

class Measure {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly measured = new Map<string, Extent>();

  constructor(document: DocumentNode) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
  }

  of(set: SelectionSetNode): Extent {
    const names = new Set<string>();
    let { depth, fields, width } = NOTHING;
    for (const selection of flat(set)) {
      let extent = NOTHING;
      if (selection.kind === Kind.FRAGMENT_SPREAD) extent = this.ofFragment(selection.name.value);
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const below = selection.selectionSet ? this.of(selection.selectionSet) : NOTHING;
        extent = {
          // Introspection has a rule of its own in graphql-js.
          depth: selection.name.value.startsWith('__') ? 0 : below.depth + 1,
          fields: below.fields + 1,
          width: names.has(name) ? 0 : 1,
        };
        names.add(name);
      }
      depth = Math.max(depth, extent.depth);
      fields = Math.min(fields + extent.fields, HUGE);
      width = Math.min(width + extent.width, HUGE);
    }
    return { depth, fields, width };
  }

  /** Nothing for a fragment that uses itself, and for one that does not exist: validation refuses both. */
  private ofFragment(name: string): Extent {
    const known = this.measured.get(name);
    if (known) return known;
    this.measured.set(name, NOTHING);
    const fragment = this.fragments.get(name);
    const extent = fragment ? this.of(fragment.selectionSet) : NOTHING;
    this.measured.set(name, extent);
    return extent;
  }
}

/** Far more than any limit, and far from where numbers lose precision. */
const HUGE = 1_000_000;

/** The fields and fragments of a selection set, those of inline fragments among them. */
function* flat(set: SelectionSetNode): Iterable<SelectionNode> {
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) yield* flat(selection.selectionSet);
    else yield selection;
  }
}

/**
 * What is too much of a value that a client sends: its lists and objects are nested too deeply, or its objects have too many
 * fields in all. It looks no further than to the first fault.
 */
export function excessIn(
  value: unknown,
  levels: number,
  fields: { left: number },
): 'LEVELS' | 'FIELDS' | null {
  if (typeof value !== 'object' || value === null) return null;
  if (levels === 0) return 'LEVELS';
  const isList = Array.isArray(value);
  for (const name in value) {
    if (!isList) fields.left -= 1;
    if (fields.left < 0) return 'FIELDS';
    const excess = excessIn((value as Record<string, unknown>)[name], levels - 1, fields);
    if (excess) return excess;
  }
  return null;
}
