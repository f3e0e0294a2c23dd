import DataLoader from 'dataloader';
import type { RequestContext } from '../kernel/context.ts';
import type { GraphContext } from './context.ts';

/** Takes the place of an operation of which something was forgotten. */
const restarted = new WeakMap<GraphContext, object>();

/** Forgets what the operation has loaded so far. */
export const forgetLoaded = (context: GraphContext): void => void restarted.set(context, {});

/**
 * A DataLoader per operation: one call reads the keys of all objects of a list. Declared once per kind of read, in
 * `*.loaders.ts`.
 */
export class Loader<V> {
  private readonly perOperation = new WeakMap<object, DataLoader<string, V>>();

  /** `read` returns one value per key, in the order of the keys. */
  constructor(
    private readonly read: (ctx: RequestContext, keys: readonly string[]) => Promise<readonly V[]>,
  ) {}

  load(context: GraphContext, key: string): Promise<V> {
    const operation = restarted.get(context) ?? context;
    let loader = this.perOperation.get(operation);
    if (!loader) {
      loader = new DataLoader((keys) => this.read(context.request, keys), { maxBatchSize: 1000 });
      this.perOperation.set(operation, loader);
    }
    return loader.load(key);
  }
}
