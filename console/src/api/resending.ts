/** So long somebody may try again what has failed; afterwards the same input is meant as something new. */
const TRIED_AGAIN_MS = 300_000;

/**
 * The idempotency keys of mutations. One whose answer was lost has perhaps taken effect; sent again, it has the same key, so
 * that nothing is done twice.
 */
export class Resending {
  private readonly unanswered = new Map<string, { readonly key: string; readonly at: number }>();

  /**
   * @param body of the request: the mutation with its variables
   * @param send an answer that is not `ok` does not say what became of it
   */
  async send<Answer extends { readonly ok: boolean }>(
    body: string,
    send: (key: string) => Promise<Answer>,
  ): Promise<Answer> {
    const before = this.unanswered.get(body);
    const isAgain = before !== undefined && Date.now() - before.at < TRIED_AGAIN_MS;
    const key = isAgain ? before.key : newKey();
    this.unanswered.set(body, { key, at: Date.now() });
    const answer = await send(key);
    if (answer.ok) this.unanswered.delete(body);
    return answer;
  }
}

/** Also where the page is served without TLS, and browsers have no `randomUUID`. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
