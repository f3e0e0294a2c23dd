/** The third argument of a reviver: the text a primitive was parsed from (TC39 "JSON.parse source text access"). */
interface ReviverContext {
  source?: string;
}

/**
 * Parses answers of WeChat's API with any content-type (it is often `text/plain`). Integers beyond 2^53, such as
 * message ids, stay text. Raw control characters inside strings, which come from users' names, are dropped. Half of a
 * surrogate pair, from a truncated name, becomes U+FFFD, which databases can store.
 *
 * @returns undefined if it is not JSON; it does not throw, because the engine's message would quote the answer
 */
export function parseJson(text: string): unknown {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must be removed
  return tryParse(text) ?? tryParse(text.replace(/[\u0000-\u001f]/g, ''));
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text, repair as (key: string, value: unknown) => unknown);
  } catch {
    return undefined;
  }
}

function repair(_key: string, value: unknown, { source }: ReviverContext): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  const big = typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined;
  return big && /^-?\d+$/.test(source) ? source : value;
}
