import { z } from 'zod';
import type { JobType } from '../../../kernel/jobs.ts';
import type { Transaction } from '../../../kernel/unit-of-work.ts';
import { DELIVERY_SUBJECTS, type DeliverySubject } from '../delivery.rules.ts';

/** What waits for the same import: the deliveries of one account and subject. */
export interface Line {
  readonly accountId: string;
  readonly subject: DeliverySubject;
}

const Line = z.object({ accountId: z.uuid(), subject: z.enum(DELIVERY_SUBJECTS) });

/** Begins the next import of a line, or continues the one that is under way. */
export const SEND: JobType<Line> = { name: 'delivery.send', payload: Line, maxAttempts: 25 };

/** Has everything of an account sent that waits for another attempt. Callers may enqueue it. */
export const WAKE: JobType<{ accountId: string }> = {
  name: 'delivery.wake',
  payload: z.object({ accountId: z.uuid() }),
  maxAttempts: 25,
};

export const sendLater = (tx: Transaction, line: Line, runAt?: Date): Promise<void> =>
  tx.enqueue(SEND, line, { key: `${SEND.name}:${line.accountId}:${line.subject}`, ...(runAt && { runAt }) });

/** For what waits for another attempt. Its key is another one: it must not put off what comes at this moment. */
export const sendAgain = (tx: Transaction, { accountId, subject }: Line, runAt: Date): Promise<void> =>
  tx.enqueue(SEND, { accountId, subject }, { key: `${SEND.name}:${accountId}:${subject}:again`, runAt });

export const wakeLater = (tx: Transaction, accountId: string): Promise<void> =>
  tx.enqueue(WAKE, { accountId }, { key: `${WAKE.name}:${accountId}` });
