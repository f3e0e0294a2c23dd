import { eventually as comesTrue } from '../kit/eventually.ts';

/** Resolves with the first value that is not undefined. */
export async function eventually<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  let found: T | undefined;
  await comesTrue(async () => {
    found = await look();
    return found !== undefined;
  });
  return found as T;
}
