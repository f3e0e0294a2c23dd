/** Questions to other machines. */

/** How long an answer may take. */
export const TIMEOUT_MS = 8_000;

export interface Answer {
  readonly status: number;
  readonly location: string | null;
  /** By its `Date`; null: it has none. */
  readonly date: Date | null;
  readonly text: string;
}

/** Why there is no answer. */
export interface Silence {
  readonly kind: 'REFUSED' | 'UNKNOWN_HOST' | 'CERTIFICATE' | 'SILENT';
  readonly reason: string;
}

/** Asks once; a redirect is an answer. */
export async function ask(url: string, method: 'GET' | 'HEAD' = 'GET'): Promise<Answer | Silence> {
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const date = Date.parse(response.headers.get('date') ?? '');
    return {
      status: response.status,
      location: response.headers.get('location'),
      date: Number.isNaN(date) ? null : new Date(date),
      text: (await response.text()).slice(0, 100_000),
    };
  } catch (error) {
    return silenceOf(error);
  }
}

export const isAnswer = (one: Answer | Silence): one is Answer => 'status' in one;

/** `fetch` hides the reason in its cause, and several addresses of one name in an aggregate. */
function silenceOf(error: unknown): Silence {
  const { cause } = error as { cause?: { code?: string; message?: string; errors?: { code?: string }[] } };
  const code = cause?.code ?? cause?.errors?.[0]?.code ?? '';
  const kind = KINDS.find(([pattern]) => pattern.test(code))?.[1] ?? 'SILENT';
  return { kind, reason: REASONS[kind] + (kind === 'CERTIFICATE' ? ` (${code})` : '') };
}

const KINDS: readonly (readonly [RegExp, Silence['kind']])[] = [
  [/^ECONNREFUSED$/, 'REFUSED'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'UNKNOWN_HOST'],
  [/CERT|SIGNATURE|SELF_SIGNED|ALTNAME|EPROTO|^ERR_SSL/, 'CERTIFICATE'],
];

const REASONS: Readonly<Record<Silence['kind'], string>> = {
  REFUSED: 'nothing listens there',
  UNKNOWN_HOST: 'no machine is known by this name',
  CERTIFICATE: 'its certificate is not accepted',
  SILENT: 'it does not answer',
};
