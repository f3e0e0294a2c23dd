import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import type { KeyRing, Signer } from '../../../kernel/secrets.ts';

/** Lets one user configure one sender. The settings page has it instead of a cookie. */
export interface SenderPass {
  readonly installationId: string;
  readonly senderId: string;
  /** ID in the marketing platform, which vouched for the user when it opened the page. */
  readonly userId: string;
}

const LIFE_MS = 30 * 60_000;
const Content = z.object({
  installationId: z.uuid(),
  senderId: z.uuid(),
  userId: z.string(),
  expiresAt: z.number(),
});

/** A pass is text: the readable content and its HMAC. */
export class SenderPassService {
  private readonly signer: Signer;

  constructor(
    keys: KeyRing,
    private readonly clock: Clock,
  ) {
    this.signer = keys.signer('sender-pass');
  }

  /** Valid for half an hour. */
  issue({ installationId, senderId, userId }: SenderPass): string {
    const expiresAt = this.clock.now().getTime() + LIFE_MS;
    const content = JSON.stringify({ installationId, senderId, userId, expiresAt });
    const text = Buffer.from(content).toString('base64url');
    return `${text}.${this.signer.sign(text)}`;
  }

  /** Null if the pass was not issued here, or has expired. */
  open(pass: string): SenderPass | null {
    const [text = '', signature = ''] = pass.split('.');
    if (!this.signer.isSigned(text, signature)) return null;
    const { expiresAt, ...content } = Content.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return expiresAt > this.clock.now().getTime() ? content : null;
  }
}
