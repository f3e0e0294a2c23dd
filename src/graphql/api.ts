import type { NodeType } from './node.resolver.ts';
import type { OpenStream } from './streams.ts';

/** What a module adds to the schema: the result of `api()` in its `api.ts`. */
export interface ModuleApi {
  readonly resolvers: readonly object[];
  /** How `node` finds its objects, by the type's name in the schema. */
  readonly nodes?: Readonly<Record<string, NodeType>>;
  /** Where its subscriptions begin, by the field's name. */
  readonly streams?: Readonly<Record<string, OpenStream>>;
}
