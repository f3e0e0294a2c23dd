import type { NodeType } from './node.resolver.ts';
import type { OpenStream } from './streams.ts';

/** What a module adds to the schema: the result of `api()` in its `api.ts`. */
export interface ModuleApi {
  readonly resolvers: readonly object[];
  /** How `node` finds its objects, by the name of the type in the schema. */
  readonly nodes?: Readonly<Record<string, NodeType>>;
  /** The streams of its subscription fields, by the name of the field. */
  readonly streams?: Readonly<Record<string, OpenStream>>;
}
