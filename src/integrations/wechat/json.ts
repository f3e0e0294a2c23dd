/** The third argument of a reviver: the text a primitive was parsed from (TC39 "JSON.parse source text access"). */
interface ReviverContext {
  source?: string;
}

/** An escape that JSON knows, or a backslash that begins none. */
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\\/g;

/**
 * Parses answers of WeChat's API with any content-type (it is often `text/plain`). Integers beyond 2^53, such as
 * message ids, stay text. Raw control characters inside strings, which come from users' names, are dropped, and an escape
 * that JSON does not know is text. What PostgreSQL cannot store: U+0000 is dropped, and half of a surrogate pair, from a
 * truncated name, becomes U+FFFD.
 *
 * @returns undefined if it is not JSON; it does not throw, because the engine's message would quote the answer
 */
export function parseJson(text: string): unknown {
  return tryParse(text) ?? tryParse(mended(text));
}

function mended(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they must be removed
      .replace(/[\u0000-\u001f]/g, '')
      .replace(ESCAPE, (found) => (found === '\\' ? '\\\\' : found))
  );
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text, repair as (key: string, value: unknown) => unknown);
  } catch {
    return undefined;
  }
}

function repair(_key: string, value: unknown, { source }: ReviverContext): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  const big = typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined;
  return big && /^-?\d+$/.test(source) ? source : value;
}
