/** The third argument of a reviver: the text a primitive was parsed from (TC39 "JSON.parse source text access"). */
interface ReviverContext {
  source?: string;
}

/**
 * Parses what WeChat's API answers, whatever its content-type says (it is often `text/plain`).
 * Integers beyond 2^53, as message ids are, stay text. Raw control characters inside strings, which users' names
 * have brought in, are dropped; half a character, where a name was cut, becomes U+FFFD, which databases can store.
 *
 * @returns undefined when it is not JSON; no error, because the engine's message would quote the answer
 */
export function parseJson(text: string): unknown {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
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
